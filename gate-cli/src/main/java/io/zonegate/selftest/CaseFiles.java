package io.zonegate.selftest;

import io.zonegate.judgement.Judgement;
import io.zonegate.judgement.JudgementRequest;
import io.zonegate.judgement.ParentFile;
import io.zonegate.policy.PolicyException;
import io.zonegate.policy.PolicyReader;
import io.zonegate.policy.VerifySettings;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.PastEvent;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The files of a case of testzones, and its judgement as a user would have it. */
public record CaseFiles(
    FaultCase zone,
    Path signed,
    Path ds,
    Path unsigned,
    Path previous,
    Path history,
    Path policy,
    VerifySettings settings) {
  /** A case of testzones is not what it is meant to be: a fault of this program. */
  public static final class CaseException extends Exception {
    private static final long serialVersionUID = 1L;

    CaseException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Writes them; what the folder has of another case is overwritten.
   *
   * @throws IOException if the folder cannot be written to
   * @throws CaseException if the case itself cannot be what it is meant to be
   */
  public static CaseFiles of(Path folder, FaultCase zone) throws IOException, CaseException {
    try {
      return written(folder, zone);
    } catch (PolicyException
        | ZoneReadException
        | SignerSurvey.TooManySetsException
        | HistoryFile.RefusedException e) {
      throw new CaseException(zone.name() + ": " + e.getMessage(), e);
    }
  }

  private static CaseFiles written(Path folder, FaultCase zone)
      throws IOException,
          PolicyException,
          ZoneReadException,
          SignerSurvey.TooManySetsException,
          HistoryFile.RefusedException {
    Path signed = folder.resolve("signed.zone");
    Path ds = folder.resolve("dsset");
    Path unsigned = folder.resolve("unsigned.zone");
    Files.write(signed, zone.zoneBytes());
    Files.writeString(ds, zone.parentDs());
    Files.writeString(unsigned, zone.unsigned());
    Path previous = null;
    if (!zone.previous().isEmpty()) {
      previous = folder.resolve("previous.zone");
      Files.writeString(previous, zone.previous(), StandardCharsets.ISO_8859_1);
    }
    Path policy = folder.resolve("policy.toml");
    Files.writeString(policy, "version = 1\n" + zone.policy());
    VerifySettings settings =
        new PolicyReader(Catalogue.descriptions(), zone.clock()).read(policy).verify();
    return new CaseFiles(
        zone, signed, ds, unsigned, previous, history(folder, zone), policy, settings);
  }

  /** Records the past as zonegate history record does. */
  private static Path history(Path folder, FaultCase zone)
      throws IOException,
          ZoneReadException,
          SignerSurvey.TooManySetsException,
          HistoryFile.RefusedException {
    if (zone.history().isEmpty()) {
      return null;
    }
    byte[] apex = NameText.wire(zone.origin());
    Path history = folder.resolve("history");
    Folders.delete(history);
    Files.createDirectory(history);
    Path past = folder.resolve("past.zone");
    Path pastDs = folder.resolve("past.dsset");
    for (PastEvent event : zone.history()) {
      Files.writeString(past, event.zone(), StandardCharsets.ISO_8859_1);
      Optional<SeenDs> parent = Optional.empty();
      if (event.parentDs().equals(PastEvent.NO_DS)) {
        parent = Optional.of(SeenDs.NONE);
      } else if (!event.parentDs().isEmpty()) {
        parent = Optional.of(SeenDs.read(Files.writeString(pastDs, event.parentDs()), apex));
      }
      Zone read = ZoneSource.read(past, apex);
      new HistoryFile(history, apex)
          .append(
              new ZoneEvent(
                  event.served() ? ZoneEvent.Kind.SERVED : ZoneEvent.Kind.RELEASED,
                  event.at(),
                  ZoneState.of(read),
                  read.digest().sha256(),
                  parent));
    }
    Files.delete(past);
    Files.deleteIfExists(pastDs);
    return history;
  }

  /**
   * What to type to have the case judged again.
   *
   * @param shown how a file is called where it is typed
   */
  public List<String> command(UnaryOperator<Path> shown) {
    List<String> words = new ArrayList<>(List.of("zonegate", "verify"));
    words.addAll(List.of("--origin", zone.origin(), "--at", zone.clock().toString()));
    add(words, "--policy", shown, policy);
    add(words, "--ds", shown, ds);
    add(words, "--unsigned", shown, unsigned);
    add(words, "--previous", shown, previous);
    add(words, "--history", shown, history);
    words.add(shown.apply(signed).toString());
    return words;
  }

  private static void add(List<String> words, String option, UnaryOperator<Path> shown, Path file) {
    if (file != null) {
      words.addAll(List.of(option, shown.apply(file).toString()));
    }
  }

  /** Judges the case at its own clock. */
  public Verdict judge(Selection selection) {
    return Judgement.of(
        new JudgementRequest(
            signed.toString(),
            InputStream.nullInputStream(),
            true,
            zone.origin(),
            new ParentFile.In(ds),
            unsigned,
            previous == null ? null : previous.toString(),
            history,
            zone.clock(),
            zone.clock(),
            settings,
            selection,
            Optional.empty()));
  }
}
