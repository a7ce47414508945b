package io.zonegate.verifier.portrait;

import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.Zone;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A judged zone as reports draw it.
 *
 * @param expirations when its signatures expire
 * @param chain the way from the parent's DS to what the keys sign
 * @param previous the zone released before; empty if there is none to compare with
 */
public record Portrait(Expirations expirations, TrustChain chain, Optional<Previous> previous) {
  /** Refuses missing parts. */
  public Portrait {
    Objects.requireNonNull(expirations);
    Objects.requireNonNull(chain);
    Objects.requireNonNull(previous);
  }

  /**
   * The zone released before.
   *
   * @param source where it came from
   * @param serial SOA serial, 0 to 2^32-1
   * @param records number of records
   * @param countsByType number of records per type mnemonic, in ascending type number
   */
  public record Previous(String source, long serial, long records, Map<String, Long> countsByType) {
    /** Copies the counts in their order. */
    public Previous {
      countsByType = Collections.unmodifiableMap(new LinkedHashMap<>(countsByType));
    }
  }

  /**
   * Draws what was judged: one walk along its RRSIGs, and no cryptography beyond the DNSKEY RRset.
   *
   * @param counts the verdict's, of the same zone
   */
  public static Portrait of(Inputs inputs, List<SignatureCount> counts) {
    return new Portrait(
        Expirations.of(inputs),
        TrustChain.of(inputs.zone(), inputs.parent(), counts),
        inputs.previous() instanceof ReferenceZone.Given given
            ? Optional.of(previous(given.zone()))
            : Optional.empty());
  }

  private static Previous previous(Zone zone) {
    return new Previous(zone.source(), zone.serial(), zone.records(), zone.countsByType());
  }
}
