/** Puts a zone that passed where the name servers look for it. */
package io.zonegate.publish;
