package io.zonegate.policy;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The effective policy.
 *
 * @param source the policy file as the user named it, or {@link #BUILT_IN}
 * @param fileSha256 SHA-256 of the file's bytes in lower-case hex, for {@code sha256sum}; empty
 *     without a file
 * @param origin apex of the zone in presentation form, absolute; empty if the policy names none
 * @param verify how zones are judged
 * @param parent where the chain to the parent is taken from
 * @param severities check id to the severity that the policy gives it, in the file's order
 * @param suppressions checks that are switched off, in the file's order
 * @param signing how zones are signed
 * @param ceremony what offline KSKs sign, and when to warn that their signatures run out
 * @param publish where a zone that passed goes; empty if the policy does not say
 * @param gate how releases go out in stages; empty if the policy does not say
 * @param effective every value with its origin, in the order of the example policy
 */
public record Policy(
    String source,
    String fileSha256,
    Optional<String> origin,
    VerifySettings verify,
    ParentSettings parent,
    Map<String, Severity> severities,
    List<Suppression> suppressions,
    SigningSettings signing,
    CeremonySettings ceremony,
    Optional<PublishSettings> publish,
    Optional<GateSettings> gate,
    List<EffectiveValue> effective) {
  /** The source of a policy without a file. */
  public static final String BUILT_IN = "built-in defaults";

  /** Copies the collections in their order. */
  public Policy {
    Objects.requireNonNull(source);
    Objects.requireNonNull(fileSha256);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(verify);
    Objects.requireNonNull(parent);
    Objects.requireNonNull(signing);
    Objects.requireNonNull(ceremony);
    Objects.requireNonNull(publish);
    Objects.requireNonNull(gate);
    severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    suppressions = List.copyOf(suppressions);
    effective = List.copyOf(effective);
  }

  /** What the runner of the checks needs to know. */
  public Selection selection() {
    return new Selection(
        suppressions.stream().collect(Collectors.toMap(Suppression::check, Suppression::setting)),
        severities);
  }

  /**
   * SHA-256, in lower-case hex, over the effective values without their origins. Two policies that
   * judge alike have the same, however they are written; a changed default of the tool changes it.
   */
  public String policySha256() {
    String lines =
        effective.stream()
            .map(v -> v.name() + " = " + v.value() + "\n")
            .collect(Collectors.joining("", "zonegate policy version 1\n", ""));
    return Sha256.hex(lines.getBytes(StandardCharsets.UTF_8));
  }
}
