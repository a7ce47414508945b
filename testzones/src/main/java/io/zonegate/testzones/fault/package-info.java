/** Signed zones with exactly one fault each, and valid near-miss twins. */
package io.zonegate.testzones.fault;
