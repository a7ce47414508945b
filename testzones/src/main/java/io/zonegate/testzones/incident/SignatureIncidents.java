package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.PastZones;
import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.fault.SignatureEdit;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.KeySearch;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** Signatures by the wrong key, and signatures that a token spoiled. */
final class SignatureIncidents {
  private static final String TWO_THIRDS = "two thirds of all data and denial are bogus";

  private SignatureIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-01",
            "2026-05-05",
            ".de",
            "Three tokens signed with three keys under one key tag",
            """
            In a planned ZSK rollover the software that was to make one key pair and load it into
            every HSM made a pair for each HSM instead. All three went by the same name and the key
            tag 33834; one public key was published. About a third of the new signatures could be
            validated, and resolvers answered SERVFAIL for signed and unsigned names alike, because
            NSEC3 records were among the rest. The SOA is signed anew with each serial, now by one
            HSM and now by another, so that it was good at times. Three validators watched the zone
            that was already served; nothing stood between the signer and the name servers.
            """,
            List.of(
                "blog.denic.de, analysis of 2026-05-08 and final report of 2026-06-11",
                "github.com/klutchell/unbound-docker issue 683",
                "Hacker News item 48027897"),
            "SIG-VERIFY verifies every signature with the key that the candidate publishes;"
                + " TOKEN-PROOF and TOKEN-SAME-KEY stop it before anything is signed, and"
                + " TOKEN-SIGNATURE as it is signed.",
            List.of(
                threeTokens("inc-01-soa-by-the-published-key", 0),
                threeTokens("inc-01-soa-by-the-second-token", 1),
                threeTokens("inc-01-soa-by-the-third-token", 2),
                threeKeys("inc-01-delta-of-new-signatures", "what is new is mostly bogus")
                    .blocks(w -> delta(w, tokens(w))),
                twin("inc-01-one-key-on-all-tokens", "all tokens have the key", "SIG-VERIFY")
                    .passes(
                        w -> {
                          w.denial(Denial.nsec3(true));
                          Scenes.preparedRollover(w);
                        }),
                twin("inc-01-delta-by-one-key", "all tokens have the key", "SIG-VERIFY", "SIG-KEY")
                    .passes(w -> delta(w, List.of(w.zsk()))))),
        new Incident(
            "INC-02",
            "2024-01-30",
            ".ru",
            "The retired key with the tag of the published one signed",
            """
            The switch to ZSK 52263, which had been published four days before, made all signatures
            bogus for hours. The registry spoke of a key collision and of software that makes keys
            imperfectly. No two keys with one tag were published together; but another ZSK with the
            same tag had been in use four years earlier, so that the signer probably took the
            retired private key, which it looked up by tag.
            """,
            List.of("lists.dns-oarc.net dns-operations 2024-February 022423 and 022424", "www1.ru"),
            "SIG-VERIFY tries the key that is published; TOKEN-ONE-OBJECT refuses a token with two"
                + " objects for one key.",
            List.of(
                fault("inc-02-signed-by-the-retired-key-of-the-same-tag", "all data is bogus")
                    .must("SIG-VERIFY")
                    .mayLoseSignature()
                    .may("ROLL-PREPUBLISHED", "ROLL-TTL-CHANGED")
                    .passing("KEY-TAG-UNIQUE", "SIG-KEY", "DS-MATCH", "DS-CHAIN", "NSEC-CHAIN")
                    .blocks(
                        w -> {
                          Scenes.preparedRollover(w);
                          SoftwareKey retired = KeySearch.p256WithTag(w.zsk().tag(), 256, w.seed());
                          for (RRSIGRecord r : Scenes.zoneSignatures(w)) {
                            w.zone().resign(r.getName(), r.getTypeCovered(), retired, f -> f);
                          }
                        }),
                twin("inc-02-signed-by-the-published-key", "the same rollover", "SIG-VERIFY")
                    .passes(Scenes::preparedRollover))),
        new Incident(
            "INC-03",
            "2022-02-04",
            ".se",
            "Two HSMs returned wrong signatures for one record in seven thousand",
            """
            The signer put out wrong signatures for 1,221 of 8.7 million records, DS and NSEC, and
            for more with each hourly zone, because it kept the signatures of what had not changed,
            the bad ones too. Six zones were published in five hours; some 9,000 names could not be
            resolved. Two independent HSMs seemed to fail at once, and their vendor could not say
            why. The registry wrote that it could have seen this before publication, and did not.
            """,
            List.of(
                "lists.dns-oarc.net dns-operations 2022-February 021558",
                "internetstiftelsen.se/incidenten-4-februari-2022"),
            "SIG-VERIFY verifies all signatures, those that were kept too: a sample of 1,000 would"
                + " have found this once in eight times. TOKEN-SIGNATURE stops it as it is signed.",
            List.of(
                damaged("inc-03-first-serial", 1),
                damaged("inc-03-second-serial", 2),
                damaged("inc-03-third-serial", 3),
                twin("inc-03-bad-ones-signed-again", "the repaired zone", "SIG-VERIFY")
                    .passes(
                        w -> {
                          PreviousZone.advance(w, 3);
                          PreviousZone.set(w, before -> {});
                        }))));
  }

  private static Fault.Description threeKeys(String name, String effect) {
    return fault(name, effect)
        .must("SIG-VERIFY")
        .mayLoseSignature()
        .may("ROLL-PREPUBLISHED")
        .passing("KEY-TAG-UNIQUE", "KEY-FORM", "SIG-KEY", "DS-MATCH", "DS-CHAIN", "NSEC3-CHAIN");
  }

  /**
   * The tokens sign in turn, and state the tag of the published key.
   *
   * @param turn which of them has the SOA; as many serials have come before
   */
  private static Fault threeTokens(String name, int turn) {
    return threeKeys(name, TWO_THIRDS)
        .blocks(
            w -> {
              w.denial(Denial.nsec3(true));
              PreviousZone.advance(w, turn);
              Scenes.preparedRollover(w);
              resign(w, Scenes.zoneSignatures(w), tokens(w), turn);
            });
  }

  /** The published key, and those that two tokens made for themselves. */
  private static List<SoftwareKey> tokens(Workshop w) {
    return List.of(
        w.zsk(),
        SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, w.seed() + 1_000_001),
        SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, w.seed() + 2_000_002));
  }

  private static void resign(
      Workshop w, List<RRSIGRecord> signatures, List<SoftwareKey> tokens, int turn) {
    int next = turn;
    for (RRSIGRecord r : signatures) {
      SoftwareKey token = tokens.get(next++ % tokens.size());
      int declared = tokens.get(0).tag();
      w.zone().resign(r.getName(), r.getTypeCovered(), token, f -> f.withKeyTag(declared));
    }
  }

  /** What has changed since the previous zone is signed by the tokens, the rest as before. */
  private static void delta(Workshop w, List<SoftwareKey> tokens) {
    w.denial(Denial.nsec3(true));
    SoftwareKey old = PastZones.otherZsk(w);
    w.keys(PastZones.zsks(w, List.of(old), tokens.get(0)));
    String before = PastZones.signed(w, w.plan().keys());
    w.previous(before);
    for (String label : List.of("late1", "late2")) {
      w.addUnsigned(label + " IN NS ns1.late.test.\n" + label + " IN NS ns2.late.test.");
      w.addUnsigned(label + " IN DS 4711 13 2 " + "5a".repeat(32));
    }
    List<RRSIGRecord> changed =
        Scenes.zoneSignatures(w).stream().filter(r -> !before.contains(r.toString())).toList();
    resign(w, changed, tokens, 0);
  }

  /** With each serial more signatures are spoiled, and those of the serial before are kept. */
  private static Fault damaged(String name, int serial) {
    return fault(name, "some names bogus, insecure ones too")
        .must("SIG-VERIFY")
        .mayLoseSignature()
        .may("ROLL-PREPUBLISHED")
        .passing("SIG-KEY", "SIG-LENGTH", "DS-MATCH", "DS-CHAIN", "NSEC-CHAIN", "NSEC-BITMAP")
        .blocks(
            w -> {
              PreviousZone.advance(w, serial - 1);
              PreviousZone.set(w, before -> {});
              Random sameInAllSerials = new Random(w.seed());
              for (int type : new int[] {Type.DS, Type.NSEC}) {
                List<RRSIGRecord> signatures = new ArrayList<>();
                w.zone().rrsigs().stream()
                    .filter(r -> r.getTypeCovered() == type)
                    .forEach(signatures::add);
                Collections.shuffle(signatures, sameInAllSerials);
                int bad = type == Type.DS ? serial : 2 * serial;
                signatures.stream().limit(bad).forEach(r -> SignatureEdit.damage(w, r));
              }
            });
  }
}
