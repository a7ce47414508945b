/**
 * The register of keys: what happened to every key that a zone ever had, in a text file to which
 * lines are only ever added.
 */
package io.zonegate.hsm.register;
