package io.zonegate.signer.sign;

import io.zonegate.hsm.file.WholeFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.reuse.Reuse;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import io.zonegate.signer.zonemd.ZoneDigest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs the nodes of a zone range by range in canonical order and writes them: while what may be
 * kept of one range is verified, tokens sign the ranges before it, and one before these is written
 * and forgotten. Tokens get the jobs in canonical order, the digest of the zone last. For one zone,
 * once.
 */
final class ZoneSigning {

  /** Nodes of the first range: tokens are not to wait for it. Each has twice those of the last. */
  private static final int FIRST_RANGE = 64;

  /** Nodes that are signed together: enough for all sessions, few enough to wait for. */
  private static final int RANGE = 2048;

  /** Ranges whose kept signatures are being verified before one is waited for. */
  private static final int CHECKED_AHEAD = 2;

  /** Ranges that are with the tokens before one is waited for. */
  private static final int SIGNED_AHEAD = 3;

  private final UnsignedZone zone;
  private final KeyDuties duties;
  private final Optional<Reuse> reuse;
  private final SigningPool pool;
  private final RrsigForm form;

  /** The ZONEMD RRset, which is known when all else is signed. */
  private final Optional<RrSet> zonemd;

  private final ZoneDigest digest = new ZoneDigest();
  private final Deque<Range> checking = new ArrayDeque<>();
  private final Deque<Range> signing = new ArrayDeque<>();
  private long placeOfZonemd;
  private int rrsets;
  private int rrsigs;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Nodes, what may be kept of their signatures, and those that are made for them. */
  private static final class Range {
    final List<Node> nodes;
    final Optional<Reuse.Check> check;
    SigningPool.Work work;

    Range(List<Node> nodes, Optional<Reuse.Check> check) {
      this.nodes = nodes;
      this.check = check;
    }
  }

  ZoneSigning(
      UnsignedZone zone,
      KeyDuties duties,
      Optional<Reuse> reuse,
      SigningPool pool,
      RrsigForm form,
      Optional<RrSet> zonemd) {
    this.zone = zone;
    this.duties = duties;
    this.reuse = reuse;
    this.pool = pool;
    this.form = form;
    this.zonemd = zonemd;
  }

  /** Signs and writes all of it; throws {@link SigningException} when that is not possible. */
  void run(Iterator<Node> nodes, WholeFile.Draft out) throws IOException {
    SignedZoneWriter writer = new SignedZoneWriter(out);
    int most = FIRST_RANGE;
    while (nodes.hasNext()) {
      List<Node> range = new ArrayList<>(most);
      while (nodes.hasNext() && range.size() < most) {
        range.add(nodes.next());
      }
      most = Math.min(2 * most, RANGE);
      checking.add(new Range(range, reuse.map(r -> r.begin(range))));
      advance(reuse.isPresent() ? CHECKED_AHEAD : 0, SIGNED_AHEAD, writer);
    }
    advance(0, 0, writer);
    if (zonemd.isPresent()) {
      finish(zonemd.get(), writer);
    }
  }

  /** Hands ranges on until no more than so many are being checked and signed. */
  private void advance(int checked, int signed, SignedZoneWriter writer) throws IOException {
    while (checking.size() > checked) {
      Range range = checking.remove();
      range.work = pool.begin(jobs(range));
      signing.add(range);
      if (signing.size() > SIGNED_AHEAD) {
        write(signing.remove(), writer);
      }
    }
    while (signing.size() > signed) {
      write(signing.remove(), writer);
    }
  }

  private List<SignatureJob> jobs(Range range) {
    Map<RrSet, List<ZoneKey>> done = range.check.map(Reuse.Check::end).orElse(Map.of());
    List<SignatureJob> jobs = new ArrayList<>();
    for (Node node : range.nodes) {
      for (RrSet set : node.sets()) {
        if (node.signs(set)) {
          rrsets++;
          if (zonemd.isEmpty() || set != zonemd.get()) {
            addJobs(node, set, done.getOrDefault(set, List.of()), jobs);
          }
        }
      }
    }
    rrsigs += jobs.size();
    return jobs;
  }

  private void addJobs(Node node, RrSet set, List<ZoneKey> done, List<SignatureJob> jobs) {
    boolean apex = node == zone.apexNode();
    for (ZoneKey key : duties.signers(apex, set.type())) {
      if (!done.contains(key)) {
        jobs.add(new SignatureJob(node.owner(), set, key, duties.byKsk(apex, set.type())));
      }
    }
  }

  /** Those of the digest, which no kept signature covers. */
  private List<SignatureJob> digestJobs(RrSet set) {
    List<SignatureJob> jobs = new ArrayList<>();
    addJobs(zone.apexNode(), set, List.of(), jobs);
    return jobs;
  }

  private void write(Range range, SignedZoneWriter writer) throws IOException {
    range.work.await();
    List<Node> nodes = range.nodes;
    if (nodes.get(0) == zone.apexNode()) {
      zonemd.ifPresent(this::standIn);
      placeOfZonemd = writer.writeApex(nodes.get(0), zonemd.orElse(null));
      writer.write(nodes.subList(1, nodes.size()));
    } else {
      writer.write(nodes);
    }
    for (Node node : nodes) {
      if (zonemd.isPresent()) {
        digest.add(node, node == zone.apexNode());
      }
      for (RrSet set : node.sets()) {
        if (zonemd.isEmpty() || set != zonemd.get()) {
          seen(set);
          set.forgetSignatures();
        }
      }
    }
  }

  private void seen(RrSet set) {
    for (byte[] rdata : set.signatures()) {
      long expiration = form.expiration(rdata);
      earliest = Math.min(earliest, expiration);
      latest = Math.max(latest, expiration);
    }
  }

  /** Signatures of zeros, as long as those to come. */
  private void standIn(RrSet set) {
    for (SignatureJob job : digestJobs(set)) {
      set.sign(form.standIn(job.owner(), set, job.key()));
    }
  }

  /** The digest over all the rest, and the signatures over the digest. */
  private void finish(RrSet set, SignedZoneWriter writer) throws IOException {
    int length = SignedZoneWriter.text(zone.apexNode(), set).length;
    set.forgetSignatures();
    set.replace(digest.rdata(zone.serial()));
    List<SignatureJob> jobs = digestJobs(set);
    rrsigs += jobs.size();
    pool.sign(jobs);
    seen(set);
    writer.replace(placeOfZonemd, length, zone.apexNode(), set);
  }

  /** RRsets that are signed. */
  int rrsets() {
    return rrsets;
  }

  /** Signatures that were made. */
  int rrsigs() {
    return rrsigs;
  }

  /** When the first signature of the zone expires, the kept ones included. */
  Instant earliestExpiration() {
    return Instant.ofEpochSecond(earliest);
  }

  /** When the last one does. */
  Instant latestExpiration() {
    return Instant.ofEpochSecond(latest);
  }
}
