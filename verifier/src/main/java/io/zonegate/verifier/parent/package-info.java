/** What the parent zone says of the candidate: its DS set, or a trust anchor in its place. */
package io.zonegate.verifier.parent;
