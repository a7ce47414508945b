/**
 * SoftHSM2 for scratch use: demonstrations and tests. Never for the keys of a zone that anybody
 * relies on.
 */
package io.zonegate.hsm.softhsm;
