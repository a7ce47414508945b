package io.zonegate.judgement;

import io.zonegate.policy.VerifySettings;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a case of testzones, and its judgement as a user would have it. */
record CaseFiles(FaultCase zone, Path signed, Path ds, Path unsigned) {
  static CaseFiles of(Path folder, FaultCase zone) throws IOException {
    Path signed = folder.resolve("signed.zone");
    Path ds = folder.resolve("dsset");
    Path unsigned = folder.resolve("unsigned.zone");
    Files.write(signed, zone.zoneBytes());
    Files.writeString(ds, zone.parentDs());
    Files.writeString(unsigned, zone.unsigned());
    return new CaseFiles(zone, signed, ds, unsigned);
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
            zone.clock(),
            VerifySettings.DEFAULT,
            selection));
  }
}
