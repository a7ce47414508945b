/**
 * Verdicts and the catalogue as text, JSON and JUnit XML. One small class a format; nothing here
 * judges, decides or reads a clock.
 */
package io.zonegate.report;
