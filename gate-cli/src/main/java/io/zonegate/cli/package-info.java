/**
 * The command line: one class a command. Only here does anything print, exit or look at the clock.
 */
package io.zonegate.cli;
