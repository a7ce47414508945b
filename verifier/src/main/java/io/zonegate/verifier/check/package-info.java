/**
 * The check catalogue and the judge that runs it. One check is one small class in the package of
 * its chapter; {@link io.zonegate.verifier.check.Catalogue} lists them all.
 */
package io.zonegate.verifier.check;
