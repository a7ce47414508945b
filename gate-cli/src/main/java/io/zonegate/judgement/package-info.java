/**
 * From the sources that a user names to a verdict: reads them, sets the deadline, calls the judge.
 */
package io.zonegate.judgement;
