package io.zonegate.alarm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks HTTP servers in bounded time, follows nobody elsewhere, and wants a code of 2xx. */
final class Http {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Not answered, or not with success. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private FailedException(String message) {
      super(message);
    }

    private FailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Asks; the answer's body is read and dropped.
   *
   * @param limit for all of it, from the connection to the end of the body
   */
  void ask(HttpRequest request, Duration limit) throws FailedException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int code = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS).statusCode();
      if (code / 100 != 2) {
        throw new FailedException("answered with HTTP " + code);
      }
    } catch (TimeoutException e) {
      throw new FailedException("did not answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new FailedException("cannot be asked: " + reason(e.getCause()), e.getCause());
    } finally {
      // An answer that never ends would keep its connection.
      answer.cancel(true);
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof ConnectException) {
      return "it takes no connection";
    }
    boolean said = failure instanceof IOException && failure.getMessage() != null;
    return said ? failure.getMessage() : failure.getClass().getSimpleName();
  }
}
