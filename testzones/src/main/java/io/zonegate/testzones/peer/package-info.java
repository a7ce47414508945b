/** What the verifiers of other projects say of the cases, and who is right where they disagree. */
package io.zonegate.testzones.peer;
