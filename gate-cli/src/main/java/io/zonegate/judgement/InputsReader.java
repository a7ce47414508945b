package io.zonegate.judgement;

import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.ZoneTransfer;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Reads what a judgement is on: the candidate, the parent's DS records, other zones, the history.
 */
final class InputsReader {
  private final JudgementRequest request;
  private final Spool spool;
  private final Progress progress;
  private final Deadline deadline;

  InputsReader(JudgementRequest request, Spool spool, Progress progress, Deadline deadline) {
    this.request = request;
    this.spool = spool;
    this.progress = progress;
    this.deadline = deadline;
  }

  /**
   * Reads all of it. What cannot be read of the rest is part of the inputs, for the checks to say.
   *
   * @throws ZoneReadException if the candidate cannot be read
   * @throws Deadline.LateException if there is no time left to judge
   */
  Inputs read() throws ZoneReadException, Deadline.LateException {
    byte[] origin = request.origin().isEmpty() ? null : NameText.wire(request.origin());
    Zone zone = deadline.within(request.source(), () -> candidate(origin));
    return Inputs.of(zone, parent(zone), request.at())
        .withUnsigned(unsigned(zone))
        .withPrevious(previous(zone))
        .withHistory(history(zone))
        .judgedBy(request.settings().limits(), request.settings().rules());
  }

  private Zone candidate(byte[] origin) throws ZoneReadException {
    long before = ZoneSource.OCTETS_READ.sum();
    progress.begin(
        Progress.Stage.READING, spool.size(), () -> ZoneSource.OCTETS_READ.sum() - before);
    if (request.source().equals("-")) {
      return spool.readStdin(origin);
    }
    if (TransferUrl.isMeant(request.source())) {
      return transfer(request.source(), origin);
    }
    Path file = Path.of(request.source());
    return request.includes() ? ZoneSource.read(file, origin) : ZoneSource.readAlone(file, origin);
  }

  private ParentTrust parent(Zone zone) throws Deadline.LateException {
    if (request.parent() instanceof ParentFile.NotJudged notJudged) {
      return new ParentTrust.NotJudged(notJudged.setting());
    }
    if (request.parent() instanceof ParentFile.In in) {
      try {
        return deadline.within(
            in.file().toString(), () -> ParentTrust.read(in.file(), zone.apex(), request.at()));
      } catch (ZoneReadException e) {
        return new ParentTrust.Missing(e.getMessage());
      }
    }
    if (request.parent() instanceof ParentFile.From from) {
      try {
        return deadline.within("the parent's servers", () -> from.ask(zone.apex(), request.at()));
      } catch (ZoneReadException e) {
        return new ParentTrust.Missing(e.getMessage());
      }
    }
    return ParentTrust.Missing.UNSAID;
  }

  /** Takes a zone from a server; of another name than the candidate's it is not asked for. */
  private Zone transfer(String source, byte[] origin) throws ZoneReadException {
    TransferUrl url =
        TransferUrl.parse(source)
            .orElseThrow(() -> new ZoneReadException(source, "is not axfr://HOST[:PORT]/ZONE"));
    if (origin != null && !Arrays.equals(origin, NameText.wire(url.zone()))) {
      throw new ZoneReadException(source, "is of another zone than " + NameText.present(origin, 0));
    }
    return ZoneTransfer.fetch(
        url, request.tsig(), () -> request.system().plus(deadline.elapsed()), deadline.remaining());
  }

  private ReferenceZone unsigned(Zone zone) throws Deadline.LateException {
    Path file = request.unsigned();
    return file == null
        ? new ReferenceZone.NotGiven()
        : reference(file.toString(), () -> ZoneSource.read(file, zone.apex()));
  }

  private ReferenceZone previous(Zone zone) throws Deadline.LateException {
    String source = request.previous();
    if (source == null) {
      return new ReferenceZone.NotGiven();
    }
    return reference(
        source,
        TransferUrl.isMeant(source)
            ? () -> transfer(source, zone.apex())
            : () -> ZoneSource.read(Path.of(source), zone.apex()));
  }

  private ReferenceZone reference(String source, Callable<Zone> reading)
      throws Deadline.LateException {
    try {
      return new ReferenceZone.Given(deadline.within(source, reading));
    } catch (ZoneReadException e) {
      return new ReferenceZone.Unreadable(e.getMessage());
    }
  }

  private History history(Zone zone) throws Deadline.LateException {
    if (request.history() == null) {
      return new History.NotGiven();
    }
    HistoryFile file = new HistoryFile(request.history(), zone.apex());
    try {
      return deadline.within(file.path().toString(), file::read);
    } catch (ZoneReadException e) {
      return new History.Unreadable(e.getMessage());
    }
  }
}
