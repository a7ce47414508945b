/** Checks against what was released and served before, and what caches may still hold. */
package io.zonegate.verifier.check.history;
