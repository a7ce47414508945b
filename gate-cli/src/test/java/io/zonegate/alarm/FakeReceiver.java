package io.zonegate.alarm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on loopback that keeps what it gets. */
public final class FakeReceiver implements AutoCloseable {
  /** What came: headers as one text, and the body. */
  public record Got(String key, String authorization, String body) {}

  public final List<Got> got = new CopyOnWriteArrayList<>();

  /** The code that a body is answered with. */
  public volatile Function<String, Integer> answer = body -> 204;

  /** Whether an answer's body never ends. */
  public volatile boolean endless;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Begins to listen at a free port. */
  public FakeReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int code = answer.apply(body);
      if (code / 100 == 2) {
        got.add(
            new Got(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
      }
      exchange.getResponseHeaders().set("Location", url().toString());
      exchange.sendResponseHeaders(code, endless ? 0 : -1);
      while (endless && !threads.isShutdown()) {
        exchange.getResponseBody().write(new byte[1024]);
        exchange.getResponseBody().flush();
      }
    }
  }

  /** Where it is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  /** The values of a field of what came. */
  public List<String> values(String field) {
    return got.stream()
        .map(g -> g.body().replaceAll(".*?\"" + field + "\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
