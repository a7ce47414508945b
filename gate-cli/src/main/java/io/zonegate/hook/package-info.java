/** What name servers that ask for a verdict say about the zone, and how they are answered. */
package io.zonegate.hook;
