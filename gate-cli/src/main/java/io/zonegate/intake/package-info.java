/** Takes new versions of a zone from its primary server and makes candidates of them. */
package io.zonegate.intake;
