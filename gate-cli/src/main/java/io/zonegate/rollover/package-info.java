/**
 * Plans of key rollovers: what is done in which order, and how long to wait in between (RFC 7583).
 * Knows no tokens, no zones and no clock.
 */
package io.zonegate.rollover;
