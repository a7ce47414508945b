package io.zonegate.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;

/** Answers HTTP with the figures, at {@code /metrics}. */
public final class MetricsEndpoint implements AutoCloseable {
  private final HTTPServer server;

  private MetricsEndpoint(HTTPServer server) {
    this.server = server;
  }

  /**
   * Begins to answer.
   *
   * @throws IOException if the address cannot be listened at
   */
  public static MetricsEndpoint open(ServerAddress address, GateMetrics metrics)
      throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    return new MetricsEndpoint(
        HTTPServer.builder()
            .inetAddress(address.socket().getAddress())
            .port(address.port())
            .registry(registry)
            .buildAndStart());
  }

  @Override
  public void close() {
    server.close();
  }
}
