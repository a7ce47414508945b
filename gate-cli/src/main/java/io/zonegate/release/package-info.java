/**
 * What is kept of releases: their states in one database, the judged octets in a folder addressed
 * by their digest, and a log of events that cannot be altered unseen. Decides nothing.
 */
package io.zonegate.release;
