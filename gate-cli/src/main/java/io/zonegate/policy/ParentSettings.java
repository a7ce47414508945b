package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the chain of trust to the parent is taken from.
 *
 * @param source which kind
 * @param file the file with the records, for {@link Source#DS}, {@link Source#TRUST_ANCHOR} and
 *     {@link Source#SERVERS} only; already resolved against the folder of the policy file
 * @param servers the parent's servers, for {@link Source#SERVERS} only
 */
public record ParentSettings(Source source, Optional<Path> file, List<ServerAddress> servers) {
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
    /** The parent's servers, and a trust anchor of the parent zone. */
    SERVERS,
    /** The zone is deliberately judged without a parent. */
    NONE
  }

  /** Refuses a file or servers where none belong, and the reverse. */
  public ParentSettings {
    Objects.requireNonNull(source);
    servers = List.copyOf(servers);
    boolean needsFile =
        switch (source) {
          case DS, TRUST_ANCHOR, SERVERS -> true;
          case UNSET, NONE -> false;
        };
    if (needsFile != file.isPresent() || (source == Source.SERVERS) == servers.isEmpty()) {
      throw new IllegalArgumentException("parent " + source + " with " + file + " and " + servers);
    }
  }

  /** A source without servers. */
  public ParentSettings(Source source, Optional<Path> file) {
    this(source, file, List.of());
  }
}
