package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way in which the servers of a stage get a zone. Each stage has exactly one. */
public sealed interface Publication {
  /**
   * Its servers load a file.
   *
   * @param file replaced by rename
   * @param reload how they are told
   * @param command run after the file was replaced, without a shell; empty for none
   * @param timeout the longest that telling may take
   */
  record ByFile(Path file, Reload reload, List<String> command, Duration timeout)
      implements Publication {
    /** Copies the list. */
    public ByFile {
      command = List.copyOf(command);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * Its servers take it from the gate by AXFR and IXFR.
   *
   * @param addresses where its servers ask from; empty for anywhere, and then there are keys
   * @param keys file with the TSIG keys that they must sign with; empty if they do not sign
   * @param notified servers that are told of a new version, at least one
   */
  record ByTransfer(Set<InetAddress> addresses, Optional<Path> keys, List<ServerAddress> notified)
      implements Publication {
    /** Copies the lists. */
    public ByTransfer {
      addresses = Set.copyOf(addresses);
      notified = List.copyOf(notified);
    }

    /** Whether a query may be of this stage's servers and of the other's, as far as is known. */
    boolean overlaps(ByTransfer other) {
      boolean sameKeys = keys.equals(other.keys);
      boolean anywhere = addresses.isEmpty() || other.addresses.isEmpty();
      return sameKeys && (anywhere || addresses.stream().anyMatch(other.addresses::contains));
    }

    @Override
    public String toString() {
      return "by transfer";
    }
  }
}
