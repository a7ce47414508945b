/**
 * What caches may hold of a zone, and a proof that no combination of it ever fails to validate.
 * Knows no files, no tokens and no clock.
 */
package io.zonegate.caching;
