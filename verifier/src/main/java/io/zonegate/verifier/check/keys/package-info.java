/** Checks of the chapter: Keys and the chain to the parent. */
package io.zonegate.verifier.check.keys;
