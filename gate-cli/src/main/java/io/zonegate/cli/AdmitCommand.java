package io.zonegate.cli;

import io.zonegate.attest.AttestationException;
import io.zonegate.attest.Envelope;
import io.zonegate.attest.GateKey;
import io.zonegate.attest.Statement;
import io.zonegate.file.DurableFile;
import io.zonegate.file.IoReason;
import io.zonegate.publish.Attestations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.cli.Options;

/** {@code zonegate admit FILE}. */
final class AdmitCommand extends Command {
  private static final Duration MAX_AGE = Duration.ofDays(7);

  /** The gate's clock may be ahead of the name server's by so much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  AdmitCommand() {
    super("admit", "Say whether a zone file has a valid, fresh attestation for its octets", "FILE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.argument(
            "certificate", "FILE", "certificate of the gate's key, or gate public-key (PEM)"));
    options.addOption(
        SharedOptions.argument(
            "attestation", "FILE", "else in the folder FILE.attestations, by the file's SHA-256"));
    options.addOption(
        SharedOptions.argument("max-age", "TIME", "the oldest verdict to admit; default 7d"));
    options.addOption(
        SharedOptions.argument("origin", "ZONE", "the zone that it must be; default any"));
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("FILE", invocation.argument());
    Path certificate = invocation.path("certificate");
    if (certificate == null) {
      throw CommandException.usage("zonegate admit needs --certificate FILE");
    }
    Duration maxAge = invocation.duration("max-age");
    String origin = invocation.value("origin");
    String zone = origin == null ? "" : ZoneName.absolute("--origin", origin);
    PublicKey key;
    try {
      key = GateKey.certificate(certificate);
    } catch (AttestationException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
    try {
      String sha256 = DurableFile.digest(file);
      Path attestation = invocation.path("attestation");
      Path place = attestation == null ? Attestations.of(file, sha256) : attestation;
      Statement statement = Envelope.open(Files.readAllBytes(place), key);
      refuse(statement, sha256, zone, maxAge == null ? MAX_AGE : maxAge, invocation.now());
      if (!invocation.has("quiet")) {
        invocation
            .console()
            .out()
            .println(
                "admitted %s serial %d, judged at %s, first signature expires at %s%s"
                    .formatted(
                        statement.zone(),
                        statement.serial(),
                        statement.judgedAt(),
                        statement.expires(),
                        statement.letPass().isEmpty()
                            ? ""
                            : "; LET PASS: " + String.join(", ", statement.letPass())));
      }
      return ExitCode.PASS;
    } catch (AttestationException e) {
      throw new CommandException(
          ExitCode.BLOCK, file + " is not admitted: the attestation: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, file + " is not admitted: " + IoReason.of(e), e);
    }
  }

  private static void refuse(
      Statement statement, String sha256, String zone, Duration maxAge, Instant now)
      throws CommandException {
    String why = "";
    if (!statement.sha256().equals(sha256)) {
      why =
          "the attestation is for octets with SHA-256 "
              + statement.sha256()
              + ", these have "
              + sha256;
    } else if (!zone.isEmpty() && !statement.zone().equalsIgnoreCase(zone)) {
      why = "the attestation is for " + statement.zone() + ", not for " + zone;
    } else if (statement.judgedAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      why = "it was judged at " + statement.judgedAt() + ", which is not yet; look at the clocks";
    } else if (statement.judgedAt().plus(maxAge).isBefore(now)) {
      why =
          "it was judged at "
              + statement.judgedAt()
              + ", longer ago than "
              + maxAge.toHours()
              + " h; sign the zone with a higher serial and hand that to the gate, or raise --max-age";
    } else if (!statement.expires().isAfter(now)) {
      why = "its first signature expired at " + statement.expires() + "; sign the zone anew";
    }
    if (!why.isEmpty()) {
      throw new CommandException(ExitCode.BLOCK, "not admitted: " + why);
    }
  }
}
