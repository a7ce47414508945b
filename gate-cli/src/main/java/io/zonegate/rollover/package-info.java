/**
 * Plans of key rollovers: what is done in which order, and how long to wait in between (RFC 7583);
 * the journal of one that is carried out, and what becomes of the keys of a key set. Knows no
 * tokens, no zones and no clock.
 */
package io.zonegate.rollover;
