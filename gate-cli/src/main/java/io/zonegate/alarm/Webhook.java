package io.zonegate.alarm;

import io.zonegate.alarm.Receiver.NotDeliveredException;
import io.zonegate.file.IoReason;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.policy.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Posts events as JSON. What is secret is read from its file each time and is in no message. */
final class Webhook implements Receiver {
  private final ReceiverSettings settings;
  private final Http http;

  Webhook(ReceiverSettings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  @Override
  public void send(Message message) throws NotDeliveredException, InterruptedException {
    URI url = url();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "zonegate")
            .header("Idempotency-Key", message.id())
            .POST(HttpRequest.BodyPublishers.ofString(message.json(), StandardCharsets.UTF_8));
    if (settings.headers().isPresent()) {
      addHeaders(request, settings.headers().get());
    }
    try {
      http.ask(request.build(), settings.timeout());
    } catch (Http.FailedException e) {
      throw new NotDeliveredException(url.getHost() + " " + e.getMessage(), e);
    }
  }

  private URI url() throws NotDeliveredException {
    if (settings.webhook().isPresent()) {
      return settings.webhook().get();
    }
    Path file = settings.webhookFile().orElseThrow();
    return lines(file).stream()
        .findFirst()
        .flatMap(WebAddress::parse)
        .orElseThrow(
            () ->
                new NotDeliveredException(
                    "webhook-file " + file + ": its first line is not " + WebAddress.FORM));
  }

  private static void addHeaders(HttpRequest.Builder request, Path file)
      throws NotDeliveredException {
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      boolean set = colon > 0;
      if (set) {
        try {
          request.setHeader(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
          // The exception's message has the header's value, which is a secret.
          set = false;
        }
      }
      if (!set) {
        throw new NotDeliveredException(
            "headers "
                + file
                + ": line "
                + number
                + " is not NAME: VALUE of a header that may be"
                + " set");
      }
    }
  }

  private static List<String> lines(Path file) throws NotDeliveredException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new NotDeliveredException(IoReason.of(e), e);
    }
  }
}
