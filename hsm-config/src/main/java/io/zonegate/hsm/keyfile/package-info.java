/**
 * Private keys in files, for test set-ups with SoftHSM2: PKCS#8 in PEM, and the pairs of files of
 * BIND.
 */
package io.zonegate.hsm.keyfile;
