/**
 * What a judged zone looks like, for reports that draw it. Made only when one is asked for, after
 * the verdict; no check rests on it.
 */
package io.zonegate.verifier.portrait;
