/**
 * What the parent zone says of the candidate: its DS set, from a file or asked of its servers, or a
 * trust anchor in its place.
 */
package io.zonegate.verifier.parent;
