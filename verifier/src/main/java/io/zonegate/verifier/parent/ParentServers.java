package io.zonegate.verifier.parent;

import io.zonegate.verifier.parent.ParentServer.NoAnswerException;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the parent's name servers for the DS RRset of a zone. Every server must answer, each answer
 * must validate with the trust anchor, and all must agree; else nothing is known of the parent.
 *
 * <p>The trust anchor names keys of the parent zone itself. A chain from further up is not
 * followed: it would need servers that nobody named.
 */
public final class ParentServers {
  private final List<ServerAddress> servers;
  private final DsFile anchor;
  private final Instant now;

  /** What one server says. */
  private record Answer(Set<Ds> records, long ttl) {}

  /**
   * Prepares the questions.
   *
   * @param servers the parent's servers, at least one
   * @param anchor keys of the parent zone
   * @param now the clock for the validity of RRSIGs
   */
  public ParentServers(List<ServerAddress> servers, DsFile anchor, Instant now) {
    this.servers = List.copyOf(servers);
    this.anchor = anchor;
    this.now = now;
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server to ask");
    }
  }

  /**
   * Asks all servers, one after the other.
   *
   * @param zone wire form of the zone's name
   * @return the DS set, the proven absence of one, or why neither is known
   */
  public ParentTrust ask(byte[] zone) {
    try {
      Name child = Name.fromString(NameText.present(zone, 0), Name.root);
      Name parent = Name.fromString(anchor.zone(), Name.root);
      if (child.labels() <= parent.labels() || !child.subdomain(parent)) {
        return new ParentTrust.Missing(
            "the trust anchor is of "
                + parent
                + ", which is not above "
                + child
                + "; with servers to ask, --trust-anchor must name a key of the parent zone");
      }
      return agreed(child, parent);
    } catch (TextParseException e) {
      throw new IllegalStateException("names in presentation form read back", e);
    } catch (NoAnswerException e) {
      return new ParentTrust.Missing("the parent's DS set is not known: " + e.getMessage());
    }
  }

  private ParentTrust agreed(Name child, Name parent) throws NoAnswerException {
    List<String> names = new ArrayList<>();
    Answer first = null;
    long ttl = 0;
    for (ServerAddress address : servers) {
      Answer answer = ask(new ParentServer(address), child, parent);
      if (first != null && !answer.records().equals(first.records())) {
        throw new NoAnswerException(
            "the servers disagree: "
                + names.get(0)
                + " has "
                + shown(first)
                + ", "
                + address
                + " has "
                + shown(answer)
                + "; wait until all serve the same zone");
      }
      first = first == null ? answer : first;
      ttl = Math.max(ttl, answer.ttl());
      names.add(address.toString());
    }
    ParentTrust.Seen seen = new ParentTrust.Seen(ttl, names, now);
    return first.records().isEmpty()
        ? new ParentTrust.Insecure(seen)
        : ParentTrust.Known.of(List.copyOf(first.records()), seen);
  }

  private static String shown(Answer answer) {
    return answer.records().isEmpty()
        ? "no DS"
        : answer.records().stream().map(Ds::toString).sorted().toList().toString();
  }

  private Answer ask(ParentServer server, Name child, Name parent) throws NoAnswerException {
    Message answer = server.ask(child, Type.DS);
    SignedAnswers signed =
        new SignedAnswers(
            parent,
            anchor.records(),
            List.of(server.ask(parent, Type.SOA), server.ask(parent, Type.DNSKEY), answer),
            server.toString(),
            now);
    int rrset = signed.validated(child, RecordType.DS);
    if (rrset >= 0) {
      return answer(signed.zone(), rrset);
    }
    if (new NoDsProof(signed, parent, answer).holdsFor(child)) {
      Zone zone = signed.zone();
      // RFC 2308 section 5: how long caches keep a denial.
      return new Answer(Set.of(), zone.negativeTtl());
    }
    throw new NoAnswerException(
        server + ": neither a DS RRset of " + child + " nor its absence validates at " + now);
  }

  private static Answer answer(Zone zone, int rrset) {
    Set<Ds> records = new HashSet<>();
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      records.add(Ds.of(zone.rdata(r)));
    }
    return new Answer(records, zone.ttl(zone.firstRecord(rrset)));
  }
}
