package io.zonegate.cli;

import io.zonegate.rollover.Delay;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The keys that every name server of a zone is to serve.
 *
 * @param zone name of the zone, absolute
 * @param keys the DNSKEY RRset
 * @param ttl the largest TTL that it may have
 * @param keySigners tags of the KSKs that sign the DNSKEY RRset
 * @param signers tags of the keys that sign the SOA record
 */
record ServedKeys(
    String zone, List<Ds> keys, Duration ttl, Set<Integer> keySigners, Set<Integer> signers) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How a server's answer differs; empty if it does not. */
  Optional<String> differs(ServerAddress server) {
    try {
      Name name = Name.fromString(zone);
      SimpleResolver resolver = new SimpleResolver(server.socket());
      resolver.setTCP(true);
      resolver.setTimeout(PATIENCE);
      resolver.setEDNS(0, 0, ExtendedFlags.DO);
      List<Record> dnskeys = answer(resolver, name, Type.DNSKEY);
      List<Dnskey> served =
          dnskeys.stream()
              .filter(r -> r.getType() == Type.DNSKEY)
              .map(r -> new Dnskey(r.rdataToWireCanonical(), -1))
              .toList();
      boolean all =
          keys.stream().allMatch(ds -> served.stream().anyMatch(k -> matches(ds, k, name)));
      boolean none =
          served.stream().allMatch(k -> keys.stream().anyMatch(ds -> matches(ds, k, name)));
      if (!all || !none) {
        return Optional.of(server + " serves " + served + ", planned " + keys);
      }
      long longest =
          dnskeys.stream()
              .filter(r -> r.getType() == Type.DNSKEY)
              .mapToLong(Record::getTTL)
              .max()
              .orElse(0);
      Optional<String> exceeded =
          new PlannedTtl(Delay.DNSKEY_TTL, ttl)
              .exceeded(server + " serves the DNSKEY RRset", longest);
      if (exceeded.isPresent()) {
        return exceeded;
      }
      Set<Integer> keyMakers = makers(dnskeys, Type.DNSKEY);
      Set<Integer> others = new HashSet<>(keyMakers);
      others.removeAll(keySigners);
      // Some signers sign the DNSKEY RRset with the ZSK too, which does no harm.
      if (!keyMakers.containsAll(keySigners) || !signers.containsAll(others)) {
        return Optional.of(
            server + " has a DNSKEY RRset signed by " + keyMakers + ", planned " + keySigners);
      }
      Set<Integer> makers = makers(answer(resolver, name, Type.SOA), Type.SOA);
      return makers.equals(signers)
          ? Optional.empty()
          : Optional.of(server + " has a SOA record signed by " + makers + ", planned " + signers);
    } catch (IOException e) {
      return Optional.of(server + " does not answer: " + e.getMessage());
    }
  }

  private static Set<Integer> makers(List<Record> answer, int covered) {
    return answer.stream()
        .filter(RRSIGRecord.class::isInstance)
        .map(RRSIGRecord.class::cast)
        .filter(r -> r.getTypeCovered() == covered)
        .map(RRSIGRecord::getFootprint)
        .collect(Collectors.toSet());
  }

  private static boolean matches(Ds ds, Dnskey key, Name name) {
    return ds.matches(name.toWire(), key);
  }

  private static List<Record> answer(SimpleResolver resolver, Name name, int type)
      throws IOException {
    Message answer = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
    if (answer.getRcode() != 0) {
      throw new IOException("response code " + answer.getRcode());
    }
    return answer.getSection(Section.ANSWER);
  }
}
