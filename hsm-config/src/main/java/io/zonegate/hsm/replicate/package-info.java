/**
 * How one key pair gets onto every token that is to hold it; what configuration says, and no other
 * way.
 */
package io.zonegate.hsm.replicate;
