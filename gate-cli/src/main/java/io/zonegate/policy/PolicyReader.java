package io.zonegate.policy;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Reads the policy file. Unknown keys, values out of range, and checks that the catalogue does not
 * have are errors, and all of them are reported together.
 */
public final class PolicyReader {
  static final long VERSION = 1;

  /** No policy comes near; a wrong file (a zone, a core dump) should not fill the memory. */
  private static final long MOST_BYTES = 1 << 18;

  private final List<CheckDescription> catalogue;
  private final Instant now;

  /**
   * Makes a reader.
   *
   * @param catalogue every check that a policy may name
   * @param now the clock by which suppressions expire
   */
  public PolicyReader(List<CheckDescription> catalogue, Instant now) {
    this.catalogue = List.copyOf(catalogue);
    this.now = Objects.requireNonNull(now);
  }

  /** The policy that holds without a file. */
  public static Policy defaults() {
    try {
      return new PolicyReader(List.of(), Instant.EPOCH)
          .parse(Policy.BUILT_IN, "", Path.of(""), "version = " + VERSION + "\n");
    } catch (PolicyException e) {
      // Only a wrong default can get here, and a test reads them all.
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a file. Paths in it are relative to the folder that it lies in.
   *
   * @throws PolicyException if the file cannot be read or is not a valid policy
   */
  public Policy read(Path file) throws PolicyException {
    String shown = file.toString();
    Problems problems = new Problems(shown);
    byte[] bytes = new byte[0];
    try {
      if (!Files.isRegularFile(file)) {
        problems.add(0, 0, Files.exists(file) ? "is not a regular file" : "does not exist");
      } else if (Files.size(file) > MOST_BYTES) {
        problems.add(
            0, 0, "has " + Files.size(file) + " bytes, more than the " + MOST_BYTES + " allowed");
      } else {
        bytes = Files.readAllBytes(file);
      }
    } catch (IOException e) {
      problems.add(0, 0, "cannot be read: " + e);
    }
    problems.throwIfAny();
    String text = decode(bytes, problems);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return parse(shown, Sha256.hex(bytes), folder, text);
  }

  private static String decode(byte[] bytes, Problems problems) throws PolicyException {
    String text = "";
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add(0, 0, "is not UTF-8 text (" + e.getMessage() + "); save it as UTF-8");
    }
    problems.throwIfAny();
    return text;
  }

  private Policy parse(String source, String fileSha256, Path folder, String text)
      throws PolicyException {
    Problems problems = new Problems(source);
    List<EffectiveValue> effective = new ArrayList<>();
    TomlSection root = TomlSection.parse(text, problems, effective);
    root.requireVersion(VERSION);
    SettingsSections settings = new SettingsSections(root, folder);
    CheckSections checks = new CheckSections(root, catalogue, now);
    Optional<String> origin = readOrigin(root.section("zone"));
    VerifySettings verify = settings.verify();
    ParentSettings parent = settings.parent();
    Map<String, Severity> severities = checks.severities();
    List<Suppression> suppressions = checks.suppressions(effective);
    SigningSettings signing = settings.signing();
    CeremonySettings ceremony = CeremonySettings.read(root.section("ceremony"));
    Optional<PublishSettings> publish = settings.publish();
    Optional<GateSettings> gate = GateSection.read(root.section("gate"), folder, signing);
    root.refuseUnknownKeys();
    problems.throwIfAny();
    return new Policy(
        source,
        fileSha256,
        origin,
        verify,
        parent,
        severities,
        suppressions,
        signing,
        ceremony,
        publish,
        gate,
        effective);
  }

  private static Optional<String> readOrigin(TomlSection zone) {
    Optional<String> text = zone.values().text("origin");
    zone.refuseUnknownKeys();
    if (text.isEmpty()) {
      return text;
    }
    try {
      return Optional.of(Name.fromString(text.get(), Name.root).toString());
    } catch (TextParseException e) {
      zone.problem(
          "origin",
          "zone.origin is "
              + TomlText.shown(text.get())
              + ", which is not a domain name: "
              + e.getMessage());
      return Optional.empty();
    }
  }
}
