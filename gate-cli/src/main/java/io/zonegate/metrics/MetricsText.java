package io.zonegate.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/** Figures in Prometheus' text format, version 0.0.4. */
public final class MetricsText {
  private MetricsText() {}

  /** Writes them; the stream stays open. */
  public static void write(MetricSnapshots figures, OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, figures, EscapingScheme.UNDERSCORE_ESCAPING);
  }
}
