/**
 * What was released and what was seen served before: an append-only, chained text file for each
 * zone, and what one event of it says.
 */
package io.zonegate.verifier.history;
