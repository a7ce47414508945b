/**
 * Signatures by KSKs that are kept offline: the request with what is to be signed, the ceremony at
 * which it is signed for a period ahead, the response with the signatures, and the folder of
 * responses that a zone is signed with. A response with a fault, and one that does not fit the
 * zone, is never used.
 */
package io.zonegate.hsm.ceremony;
