/** What was released and what was seen served before: append-only, checksummed, read by checks. */
package io.zonegate.verifier.history;
