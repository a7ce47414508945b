/** Figures of the gate for Prometheus, as a file and by HTTP. */
package io.zonegate.metrics;
