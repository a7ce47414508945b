/**
 * The proof drill: answers as an authoritative server would give them, put to dnsjava's validating
 * resolver. It shares the reader and the hash of names with the checks, and neither canonical form
 * nor signature verification nor the logic of proofs.
 */
package io.zonegate.verifier.drill;
