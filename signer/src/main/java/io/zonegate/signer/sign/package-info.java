/**
 * Signing of a whole zone through tokens: policy, signature records, parallel work, the output file
 * and the report.
 */
package io.zonegate.signer.sign;
