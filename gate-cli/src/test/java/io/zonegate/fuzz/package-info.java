/**
 * What reads input from outside, each as a target for a fuzzer: octets go in, and an answer comes
 * out or a refusal with its reason, never anything else. {@code .ci/fuzz} runs Jazzer on them.
 */
package io.zonegate.fuzz;
