/** Looks at everything that signing needs, one thing after the other, and says what is wrong. */
package io.zonegate.hsm.doctor;
