package io.zonegate.verifier.check;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How far a judgement has come. Its threads write, whoever shows it reads; it has no say in the
 * verdict.
 */
public class Progress {
  /** The stretches of a judgement, in their order. */
  public enum Stage {
    READING("reading", "octets"),
    SIGNATURES("signatures", "RRSIGs"),
    CHECKS("checks", "names");

    private final String words;
    private final String unit;

    Stage(String words, String unit) {
      this.words = words;
      this.unit = unit;
    }

    /** What is going on. */
    public String words() {
      return words;
    }

    /** What is counted. */
    public String unit() {
      return unit;
    }
  }

  /**
   * The state at one moment.
   *
   * @param done how much of the stage is done
   * @param total how much there is; -1 if that is not known
   */
  public record State(Stage stage, long done, long total) {}

  private record Course(Stage stage, LongSupplier done, long total) {}

  private volatile Course course = new Course(Stage.READING, () -> 0, -1);
  private volatile LongAdder counted = new LongAdder();

  /** When each stage began, by {@link System#nanoTime}. */
  private final EnumMap<Stage, Long> begun = new EnumMap<>(Stage.class);

  /** A stage begins; {@link #add} counts how much of it is done. */
  public void begin(Stage stage, long total) {
    LongAdder counter = new LongAdder();
    counted = counter;
    began(stage);
    course = new Course(stage, counter::sum, total);
  }

  /**
   * A stage begins whose progress is counted elsewhere.
   *
   * @param total how much there is; -1 if that is not known
   */
  public void begin(Stage stage, long total, LongSupplier done) {
    began(stage);
    course = new Course(stage, done, total);
  }

  private void began(Stage stage) {
    synchronized (begun) {
      begun.put(stage, System.nanoTime());
    }
  }

  /** How long each stage took that has begun, in their order; the last one until now. */
  public Map<Stage, Duration> durations() {
    Map<Stage, Duration> durations = new EnumMap<>(Stage.class);
    synchronized (begun) {
      long end = System.nanoTime();
      for (int i = Stage.values().length - 1; i >= 0; i--) {
        Stage stage = Stage.values()[i];
        Long start = begun.get(stage);
        if (start != null) {
          durations.put(stage, Duration.ofNanos(end - start));
          end = start;
        }
      }
    }
    return Collections.unmodifiableMap(durations);
  }

  /** That much more is done. */
  public void add(long n) {
    counted.add(n);
  }

  /** How far it is now. */
  public State state() {
    Course now = course;
    return new State(now.stage, now.done.getAsLong(), now.total);
  }
}
