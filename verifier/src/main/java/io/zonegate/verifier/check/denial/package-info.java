/** Checks of the chapter: Denial of existence. */
package io.zonegate.verifier.check.denial;
