/** What monitoring reads: one line for Nagios and its kin, a file for Prometheus' node_exporter. */
package io.zonegate.report.monitor;
