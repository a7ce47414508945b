/** Message digests over whole zones: ZONEMD records and what they must say (RFC 8976). */
package io.zonegate.verifier.zonemd;
