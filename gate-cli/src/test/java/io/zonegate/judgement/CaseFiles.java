package io.zonegate.judgement;

import io.zonegate.policy.PolicyException;
import io.zonegate.policy.PolicyReader;
import io.zonegate.policy.VerifySettings;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a case of testzones, and its judgement as a user would have it. */
record CaseFiles(
    FaultCase zone, Path signed, Path ds, Path unsigned, Path previous, VerifySettings settings) {
  static CaseFiles of(Path folder, FaultCase zone) throws IOException, PolicyException {
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
    return new CaseFiles(zone, signed, ds, unsigned, previous, settings);
  }

  Verdict judge(Selection selection) {
    return Judgement.of(
        new Judgement.Request(
            signed.toString(),
            InputStream.nullInputStream(),
            true,
            zone.origin(),
            new Judgement.ParentFile.In(ds),
            unsigned,
            previous,
            zone.clock(),
            settings,
            selection));
  }
}
