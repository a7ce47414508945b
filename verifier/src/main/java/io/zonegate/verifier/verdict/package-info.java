/**
 * What a judgement says: findings, results, verdict. A model only; nothing here renders, prints or
 * judges.
 */
package io.zonegate.verifier.verdict;
