package io.zonegate.opinion;

import io.zonegate.process.Execution;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.opinion.Opinion;
import io.zonegate.verifier.opinion.Opinions;
import io.zonegate.verifier.zone.Zone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs outside verifiers on the judged file, all at once and beside the judgement. Closing ends
 * those that still run and deletes what was made for them.
 */
public final class SecondOpinions implements Opinions.Pending, AutoCloseable {
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(5);

  /** A tool that has no option for the clock may look at one that is so far from ours. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  private final List<Tool> tools;
  private final Tool.Question question;
  private final boolean nearTheSystemsClock;
  private final Path source;
  private final Duration limit;
  private final long end;
  private final ExecutorService threads;
  private final Future<List<Opinion>> answers;
  private boolean ended;

  /**
   * Starts the tools.
   *
   * @param tools their names, each one of {@link Tool#commands}
   * @param source the judged file
   * @param zone what was read from it
   * @param anchors file of the parent's DS set or trust anchors; null if there is none
   * @param at the clock
   * @param system the system's clock, which some tools judge by
   * @param limit tools that run longer are ended
   */
  public SecondOpinions(
      List<String> tools,
      Path source,
      Zone zone,
      Path anchors,
      Instant at,
      Instant system,
      Duration limit) {
    this.tools = tools.stream().map(t -> Tool.named(t).orElseThrow()).toList();
    this.source = source;
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
    boolean oneRole =
        KeyRing.of(zone).entries().stream().allMatch(k -> k.dnskey().isSecureEntryPoint());
    this.question = new Tool.Question(zone.apexName(), source, anchors, oneRole, at);
    this.nearTheSystemsClock = Duration.between(system, at).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "zonegate-opinion");
              thread.setDaemon(true);
              return thread;
            });
    this.answers = threads.submit(() -> ask());
  }

  @Override
  public List<Opinion> await() throws InterruptedException {
    try {
      return answers.get();
    } catch (ExecutionException e) {
      return all("asking it failed: " + e.getCause());
    }
  }

  private List<Opinion> ask() throws InterruptedException {
    try (JudgedFile judged = JudgedFile.of(source)) {
      List<Future<Opinion>> asked = new ArrayList<>();
      for (Tool tool : tools) {
        asked.add(threads.submit(() -> ask(tool, judged)));
      }
      List<Opinion> opinions = new ArrayList<>();
      for (Future<Opinion> one : asked) {
        opinions.add(one.get());
      }
      return judged.hasChanged() ? all(source + " was changed while it was judged") : opinions;
    } catch (IOException | ExecutionException e) {
      return all(e.getMessage());
    }
  }

  private List<Opinion> all(String reason) {
    return tools.stream().map(tool -> nothing(tool, "", reason, List.of())).toList();
  }

  private static Opinion nothing(Tool tool, String version, String reason, List<String> lines) {
    return new Opinion(tool.command(), version, Opinion.Says.NOTHING, reason, lines);
  }

  private Opinion ask(Tool tool, JudgedFile judged) throws InterruptedException {
    Path folder = judged.directory();
    Tool.Question here =
        new Tool.Question(
            question.origin(),
            judged.file(),
            question.anchors(),
            question.oneRole(),
            question.at());
    try {
      String version = version(tool, folder);
      Execution run = Execution.run(tool.command(here), folder, end);
      return opinion(tool, version, run);
    } catch (IOException e) {
      return nothing(
          tool, "", "cannot be run; is it installed? (" + e.getMessage() + ")", List.of());
    }
  }

  private String version(Tool tool, Path folder) throws IOException, InterruptedException {
    long soon = System.nanoTime() + VERSION_LIMIT.toNanos();
    Execution run = Execution.run(tool.versionCommand(), folder, soon - end < 0 ? soon : end);
    return run.lines().isEmpty() ? "" : run.lines().get(0);
  }

  private Opinion opinion(Tool tool, String version, Execution run) {
    if (run.exit().isEmpty()) {
      return nothing(
          tool,
          version,
          "did not end within " + limit.toSeconds() + " s and was ended",
          run.lines());
    }
    if (!tool.takesClock() && !nearTheSystemsClock) {
      return nothing(
          tool,
          version,
          "judges by the system's clock, which is not near "
              + question.at()
              + "; leave it out where --at is given",
          run.lines());
    }
    int exit = run.exit().get();
    if (exit > 128) {
      return nothing(tool, version, "was ended by signal " + (exit - 128), run.lines());
    }
    return new Opinion(
        tool.command(),
        version,
        exit == 0 ? Opinion.Says.ACCEPTS : Opinion.Says.REJECTS,
        "exit code " + exit,
        run.lines());
  }

  /** Whether all tools and files of theirs are gone; known once it is closed. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // Interrupted, they end their programs and delete their files; that takes no time.
      ended = threads.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
