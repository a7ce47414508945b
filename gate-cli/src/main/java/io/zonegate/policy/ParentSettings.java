package io.zonegate.policy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the chain of trust to the parent is taken from.
 *
 * @param source which kind
 * @param file the file with the records, for {@link Source#DS} and {@link Source#TRUST_ANCHOR}
 *     only; already resolved against the folder of the policy file
 */
public record ParentSettings(Source source, Optional<Path> file) {
  /** Nothing said: the command line must say it, or the verdict is UNDECIDED. */
  public static final ParentSettings UNSET = new ParentSettings(Source.UNSET, Optional.empty());

  /** The kinds of source. */
  public enum Source {
    /** Nothing said. */
    UNSET,
    /** DS records of the parent. */
    DS,
    /** DNSKEY or DS records that are trusted by themselves. */
    TRUST_ANCHOR,
    /** The zone is deliberately judged without a parent. */
    NONE
  }

  /** Refuses a file where none belongs, and the reverse. */
  public ParentSettings {
    Objects.requireNonNull(source);
    boolean needsFile =
        switch (source) {
          case DS, TRUST_ANCHOR -> true;
          case UNSET, NONE -> false;
        };
    if (needsFile != file.isPresent()) {
      throw new IllegalArgumentException("parent " + source + " with file " + file);
    }
  }
}
