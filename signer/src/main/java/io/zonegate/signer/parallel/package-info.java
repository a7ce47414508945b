/** Waiting for what other threads do. */
package io.zonegate.signer.parallel;
