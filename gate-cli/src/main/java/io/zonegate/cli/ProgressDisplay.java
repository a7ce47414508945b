package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
import io.zonegate.judgement.JudgementRequest;
import io.zonegate.verifier.check.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows on standard error how far a judgement has come: on a terminal one line that is drawn anew,
 * elsewhere a line every ten seconds. What ends sooner shows nothing.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final long DRAWN_EVERY_MILLIS = 200;
  private static final long FIRST_DRAWN_MILLIS = 1_000;
  private static final long LOGGED_EVERY_MILLIS = 10_000;
  private static final int BAR = 24;

  /** Back to the start of the line and clear it. */
  private static final String ERASE = "\r\u001b[K";

  private final Progress progress;
  private final PrintStream err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean drawn;

  ProgressDisplay(Progress progress, PrintStream err, boolean terminal) {
    this.progress = progress;
    this.err = err;
    this.terminal = terminal;
  }

  /** Judges and shows how far it is, unless {@code -q} asks for silence. */
  static Judgement.Judged judge(Invocation invocation, JudgementRequest request) {
    if (invocation.has("quiet")) {
      return Judgement.judged(request, new Progress());
    }
    Console console = invocation.console();
    // As for standard output, Java cannot tell; the launcher can.
    boolean terminal = "1".equals(console.environment().get("ZONEGATE_PROGRESS_TERMINAL"));
    Progress progress = new Progress();
    try (ProgressDisplay display = new ProgressDisplay(progress, console.err(), terminal)) {
      display.start();
      return Judgement.judged(request, progress);
    }
  }

  private void start() {
    Thread drawer = new Thread(this::draw, "zonegate-progress");
    drawer.setDaemon(true);
    drawer.start();
  }

  private void draw() {
    long pause = terminal ? FIRST_DRAWN_MILLIS : LOGGED_EVERY_MILLIS;
    try {
      while (!stopped.await(pause, TimeUnit.MILLISECONDS)) {
        show((System.nanoTime() - start) / 1_000_000_000);
        pause = terminal ? DRAWN_EVERY_MILLIS : LOGGED_EVERY_MILLIS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows the state after so many seconds. */
  synchronized void show(long seconds) {
    if (stopped.getCount() == 0) {
      return;
    }
    if (terminal) {
      err.print(ERASE + bar(progress.state()) + text(progress.state(), seconds));
      err.flush();
      drawn = true;
    } else {
      err.println("zonegate: " + text(progress.state(), seconds));
    }
  }

  private static String bar(Progress.State state) {
    if (state.total() <= 0) {
      return "";
    }
    int full = (int) (BAR * share(state));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
  }

  private static double share(Progress.State state) {
    return Math.min(1, (double) state.done() / state.total());
  }

  private static String text(Progress.State state, long seconds) {
    String stage = state.stage().words();
    String unit = state.stage().unit();
    return state.total() > 0
        ? String.format(
            Locale.ROOT,
            "%s: %,d of %,d %s (%d %%), %d s",
            stage,
            state.done(),
            state.total(),
            unit,
            (int) (100 * share(state)),
            seconds)
        : String.format(Locale.ROOT, "%s: %,d %s, %d s", stage, state.done(), unit, seconds);
  }

  /** Stops and wipes the line. */
  @Override
  public void close() {
    stopped.countDown();
    synchronized (this) {
      if (drawn) {
        err.print(ERASE);
        err.flush();
      }
    }
  }
}
