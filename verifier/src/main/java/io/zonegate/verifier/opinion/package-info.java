/** What outside verifiers say of the candidate: a model; who runs them is not the verifier's. */
package io.zonegate.verifier.opinion;
