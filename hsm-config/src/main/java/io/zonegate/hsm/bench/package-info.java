/** How fast tokens sign. */
package io.zonegate.hsm.bench;
