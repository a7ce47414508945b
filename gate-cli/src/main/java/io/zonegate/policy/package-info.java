/**
 * The operator's policy: a TOML file, read with positions, every value with its origin. Nothing
 * here judges or signs; the records are handed to those who do.
 */
package io.zonegate.policy;
