package io.zonegate.rollout;

import io.zonegate.attest.AttestationException;
import io.zonegate.policy.GateSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.CheckOverride;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The judgement of a release: always all of it, whatever was judged before, with nothing let pass
 * but what a valid override or the nature of a rollback says.
 */
final class Verification {
  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final StateChanges changes;
  private final CandidateJudge judge;
  private final Attestor attestor;
  private final Supplier<Instant> clock;

  Verification(Rollout.Parts parts) {
    this.zone = parts.zone();
    this.settings = parts.settings();
    this.store = parts.store();
    this.artefacts = parts.artefacts();
    this.changes = new StateChanges(store);
    this.judge = parts.judge();
    this.attestor = parts.attestor();
    this.clock = parts.clock();
  }

  /** Judges a release and takes it where the verdict says. */
  void judge(Release release) throws ChangedMeanwhileException {
    Optional<Path> live = store.live(zone).map(r -> artefacts.path(r.artefact()));
    Optional<CheckOverride> override = store.ways().overrideFor(release);
    Map<String, String> letPass = letPass(release, override);
    CandidateJudge.Judged judged =
        judge.judge(artefacts.path(release.artefact()), new Basis(live, Optional.empty(), letPass));
    Instant now = clock.get();
    store.papers().keepVerdict(release, judged.decision().name(), judged.report(), now);
    Release known = release.with(judged.facts());
    String summary = judged.summary() + said(override, letPass);
    if (judged.decision() == Decision.BLOCK) {
      end(known, ReleaseState.BLOCKED, summary, now);
    } else if (judged.decision() == Decision.UNDECIDED) {
      end(known, ReleaseState.UNDECIDED, summary, now);
    } else if (!judged.sha256().equals(release.artefact())) {
      String why =
          "judged were octets with SHA-256 "
              + judged.sha256()
              + ", kept were "
              + release.artefact()
              + "; run zonegate gate doctor";
      end(known, ReleaseState.UNDECIDED, why, now);
    } else {
      Optional<String> late =
          new GivenSerials(zone, settings, store).refusal(known.facts().serial());
      if (late.isPresent()) {
        String remedy = "; sign the zone again with a higher serial";
        end(known, ReleaseState.BLOCKED, late.get() + remedy, now);
      } else {
        passed(known, summary, letPass, now);
      }
    }
  }

  /** An override that has ended lets nothing pass any more. */
  private Map<String, String> letPass(Release release, Optional<CheckOverride> override) {
    Map<String, String> letPass = new HashMap<>();
    release
        .rollback()
        .flatMap(r -> store.release(r.bringsBack()))
        .ifPresent(to -> letPass.putAll(WaysBack.letPass(to)));
    if (override.isPresent() && !override.get().ended(clock.get())) {
      override.get().checks().forEach(id -> letPass.put(id, override.get().setting()));
    }
    return letPass;
  }

  private static String said(Optional<CheckOverride> override, Map<String, String> letPass) {
    return override
        .map(
            o ->
                letPass.containsValue(o.setting())
                    ? "; let pass by " + o.setting() + ": " + String.join(", ", o.checks())
                    : "; " + o.setting() + " has ended")
        .orElse("");
  }

  private void passed(Release release, String summary, Map<String, String> letPass, Instant now)
      throws ChangedMeanwhileException {
    try {
      Attestor.Passed passed =
          new Attestor.Passed(zone, release.artefact(), release.facts(), letPass.keySet());
      attestor.attest(passed, now).ifPresent(text -> store.papers().keepAttestation(release, text));
    } catch (AttestationException e) {
      if (release.rollback().isPresent() && store.papers().attestation(release).isPresent()) {
        // The one that was made with the way back is about the same octets.
        changes.move(release, ReleaseState.VERIFIED, "", now, details(release, summary));
        return;
      }
      end(release, ReleaseState.UNDECIDED, "it passed, but: " + e.getMessage(), now);
      return;
    }
    changes.move(release, ReleaseState.VERIFIED, "", now, details(release, summary));
  }

  private static Map<String, String> details(Release release, String summary) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("sha256", release.artefact());
    details.put("verdict", summary);
    return details;
  }

  private void end(Release release, ReleaseState state, String why, Instant now)
      throws ChangedMeanwhileException {
    changes.move(release, state, why, now, Map.of("sha256", release.artefact(), "reason", why));
  }
}
