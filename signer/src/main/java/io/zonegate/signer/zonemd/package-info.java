/** The digest of a whole zone (RFC 8976). */
package io.zonegate.signer.zonemd;
