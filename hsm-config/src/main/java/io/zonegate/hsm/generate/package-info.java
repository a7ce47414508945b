/**
 * How keys come onto tokens: one pair a role, the same on every token; and the fault of doing it
 * otherwise.
 */
package io.zonegate.hsm.generate;
