/** Checks of the chapter: Content of the zone. */
package io.zonegate.verifier.check.content;
