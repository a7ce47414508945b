package io.zonegate.process;

import java.util.function.Consumer;

/** Sees to it that a process ends with this one, until it is closed. */
public final class BoundProcess implements AutoCloseable {
  private final Thread atEnd;

  private BoundProcess(Thread atEnd) {
    this.atEnd = atEnd;
  }

  /**
   * Binds a process that was just started.
   *
   * @param end how it is ended
   * @throws IllegalStateException if this process is ending already; the other one is then killed
   */
  public static BoundProcess bind(Process process, Consumer<Process> end) {
    Thread atEnd = new Thread(() -> end.accept(process), "zonegate-process-end");
    try {
      Runtime.getRuntime().addShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      process.destroyForcibly();
      throw e;
    }
    return new BoundProcess(atEnd);
  }

  /** Lets it go: it has ended, or whoever calls ends it. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      // This process is ending: what is to be done then finds the program gone.
      return;
    }
  }
}
