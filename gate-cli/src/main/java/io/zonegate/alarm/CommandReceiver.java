package io.zonegate.alarm;

import io.zonegate.file.IoReason;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.process.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command for each event, without a shell, with the event in its environment. */
final class CommandReceiver implements Receiver {
  /** Linux gives a program no longer variable than 128 KiB. */
  private static final int MOST_CHARACTERS = 30_000;

  private final List<String> command;
  private final ReceiverSettings settings;
  private final Path folder;

  /**
   * @param folder where it runs
   */
  CommandReceiver(ReceiverSettings settings, Path folder) {
    this.command = settings.command();
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public void send(Message message) throws NotDeliveredException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "ZONEGATE_EVENT", cut(message.json()),
            "ZONEGATE_EVENT_ID", message.id(),
            "ZONEGATE_ZONE", message.logged().event().zone(),
            "ZONEGATE_KIND", message.logged().event().kind(),
            "ZONEGATE_LEVEL", message.level(),
            "ZONEGATE_TEXT", cut(message.text()));
    long end = System.nanoTime() + settings.timeout().toNanos();
    try {
      Execution run = Execution.run(command, folder, all -> all.putAll(variables), end);
      if (run.exit().isEmpty()) {
        throw new NotDeliveredException(
            command.get(0) + " did not end within " + settings.timeout().toSeconds() + " s");
      }
      if (run.exit().get() != 0) {
        throw new NotDeliveredException(
            command.get(0)
                + " ended with "
                + run.exit().get()
                + (run.lines().isEmpty() ? "" : ": " + run.lines().get(0)));
      }
    } catch (IOException e) {
      throw new NotDeliveredException(command.get(0) + " cannot be started: " + IoReason.of(e), e);
    }
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }
}
