package io.zonegate.verifier.check.content;

import io.zonegate.verifier.zone.NameText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the policy pins at the apex. What it does not name is free.
 *
 * @param nameServers the name servers of the apex, absolute, all of them; empty for any
 * @param soaNames MNAME and RNAME of the SOA, absolute
 * @param soaNumbers numbers of the SOA in seconds, 0 to 2^31-1
 */
public record ApexPins(
    List<String> nameServers, Map<SoaName, String> soaNames, Map<SoaNumber, Long> soaNumbers) {
  /** Nothing is pinned. */
  public static final ApexPins NONE = new ApexPins(List.of(), Map.of(), Map.of());

  /** The names in a SOA, in their order (RFC 1035 section 3.3.13). */
  public enum SoaName {
    MNAME,
    RNAME
  }

  /** The numbers in a SOA behind its serial, in their order (RFC 1035 section 3.3.13). */
  public enum SoaNumber {
    REFRESH(16),
    RETRY(12),
    EXPIRE(8),
    MINIMUM(4);

    private final int fromEnd;

    SoaNumber(int fromEnd) {
      this.fromEnd = fromEnd;
    }

    /** Where the field starts, in octets before the end of the RDATA. */
    int fromEnd() {
      return fromEnd;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the collections and refuses what is no name and no number of seconds. */
  public ApexPins {
    nameServers = List.copyOf(nameServers);
    nameServers.forEach(NameText::wire);
    soaNames.values().forEach(NameText::wire);
    soaNumbers.forEach(
        (field, seconds) -> {
          if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("SOA " + field + ": " + seconds + " seconds");
          }
        });
    Map<SoaName, String> names = new EnumMap<>(SoaName.class);
    names.putAll(soaNames);
    soaNames = Collections.unmodifiableMap(names);
    Map<SoaNumber, Long> numbers = new EnumMap<>(SoaNumber.class);
    numbers.putAll(soaNumbers);
    soaNumbers = Collections.unmodifiableMap(numbers);
  }

  /** Whether nothing is pinned. */
  public boolean isEmpty() {
    return nameServers.isEmpty() && soaNames.isEmpty() && soaNumbers.isEmpty();
  }
}
