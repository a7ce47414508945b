/**
 * The candidate zone: where it comes from, how it is read, and how it is held in memory. Records
 * stay in wire form in large arrays in canonical order (RFC 4034 section 6); there is no object per
 * record.
 */
package io.zonegate.verifier.zone;
