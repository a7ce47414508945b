package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What names are to the zone: kinds, cuts, occlusion, empty non-terminals. */
class StructureTest {
  private static final String DS = " DS 1 13 2 aabb";
  private static final String HASH = "0123456789abcdefghijklmnopqrstuv";
  private static final String NSEC3 = " NSEC3 1 0 0 - " + HASH + " A";

  private static String kind(Zone zone, String name) {
    return switch (zone.structure().kind(ZoneText.owner(zone, name))) {
      case Structure.NORMAL -> "normal";
      case Structure.INSECURE_DELEGATION -> "insecure";
      case Structure.SECURE_DELEGATION -> "secure";
      case Structure.OCCLUDED -> "occluded";
      case Structure.HASHED -> "hashed";
      case Structure.DENIAL_ONLY -> "denial";
      default -> throw new AssertionError("unknown kind");
    };
  }

  /** Every empty non-terminal; with an asterisk where opt-out may not leave it out. */
  private static List<String> empties(Zone zone) {
    Structure structure = zone.structure();
    List<String> names = new ArrayList<>();
    for (int e = 0; e < structure.empties(); e++) {
      int below = structure.emptyOwner(e);
      String name =
          Zone.keyName(zone.keyArray(below), zone.keyOffset(below), structure.emptyKeyLength(e));
      names.add(structure.emptyIsNeeded(e) ? name + " *" : name);
    }
    return names;
  }

  @Test
  void delegationsAreSecureWhereTheyHaveADs() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "i NS ns.other.", "s NS ns.other.", "s" + DS, "n A 192.0.2.1", "lone" + DS);

    assertThat(kind(zone, "example.")).isEqualTo("normal");
    assertThat(kind(zone, "i.example.")).isEqualTo("insecure");
    assertThat(kind(zone, "s.example.")).isEqualTo("secure");
    assertThat(kind(zone, "n.example.")).isEqualTo("normal");
    assertThat(kind(zone, "lone.example.")).isEqualTo("normal");
  }

  @Test
  void whatLiesBelowACutIsOccludedWhateverItIs() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "cut NS ns.cut",
            "ns.cut A 192.0.2.1",
            "a.b.cut TXT x",
            "sub.cut NS ns.sub.cut",
            "d.cut DNAME x.",
            HASH + ".cut" + NSEC3,
            "cut2 A 192.0.2.1",
            "nsec.cut NSEC a A");

    for (String below :
        List.of("ns.cut", "a.b.cut", "sub.cut", "d.cut", HASH + ".cut", "nsec.cut")) {
      assertThat(kind(zone, below + ".example.")).as(below).isEqualTo("occluded");
      assertThat(zone.structure().isBelowDname(ZoneText.owner(zone, below + ".example.")))
          .isFalse();
    }
    assertThat(kind(zone, "cut2.example.")).isEqualTo("normal");
    assertThat(empties(zone)).isEmpty();
  }

  @Test
  void whatLiesBelowADnameIsOccludedAndTheDnameItselfIsNot() throws Exception {
    Zone zone =
        ZoneText.withHead("d DNAME other.", "x.d A 192.0.2.1", "y.x.d NS ns.", "e A 192.0.2.1");

    assertThat(kind(zone, "d.example.")).isEqualTo("normal");
    assertThat(kind(zone, "x.d.example.")).isEqualTo("occluded");
    assertThat(kind(zone, "y.x.d.example.")).isEqualTo("occluded");
    assertThat(kind(zone, "e.example.")).isEqualTo("normal");
    assertThat(zone.structure().isBelowDname(ZoneText.owner(zone, "y.x.d.example."))).isTrue();
  }

  @Test
  void dnameAtTheApexOccludesEverythingButTheHashedNames() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "@ DNAME other.", HASH + NSEC3, "0zz A 192.0.2.1", "z A 192.0.2.1", "y.z NS ns.");

    assertThat(kind(zone, "example.")).isEqualTo("normal");
    assertThat(kind(zone, HASH + ".example.")).isEqualTo("hashed");
    assertThat(kind(zone, "0zz.example.")).isEqualTo("occluded");
    assertThat(kind(zone, "z.example.")).isEqualTo("occluded");
    assertThat(kind(zone, "y.z.example.")).isEqualTo("occluded");
    assertThat(zone.structure().isBelowDname(ZoneText.owner(zone, "z.example."))).isTrue();
    assertThat(empties(zone)).isEmpty();
  }

  @Test
  void delegationWithADnameOrAtTheApexIsJudgedByItsNs() throws Exception {
    Zone zone = ZoneText.withHead("c NS ns.", "c DNAME other.", "x.c A 192.0.2.1");

    assertThat(kind(zone, "c.example.")).isEqualTo("insecure");
    assertThat(zone.structure().isBelowDname(ZoneText.owner(zone, "x.c.example."))).isFalse();
  }

  @Test
  void namesThatHoldOnlyDenialRecordsAreNoNamesOfTheZone() throws Exception {
    Zone zone =
        ZoneText.withHead(
            HASH + NSEC3,
            "onlynsec NSEC a A",
            "onlysig RRSIG A 8 2 5 5 5 5 example. AAAA",
            HASH.replace('0', '1') + NSEC3,
            HASH.replace('0', '1') + " TXT x");

    assertThat(kind(zone, HASH + ".example.")).isEqualTo("hashed");
    assertThat(kind(zone, HASH.replace('0', '1') + ".example.")).isEqualTo("normal");
    assertThat(kind(zone, "onlynsec.example.")).isEqualTo("denial");
    assertThat(kind(zone, "onlysig.example.")).isEqualTo("denial");
    assertThat(zone.structure().isInTree(ZoneText.owner(zone, "onlysig.example."))).isFalse();
  }

  @Test
  void authorityAtADelegationIsOverDsNsecAndNsec3Only() throws Exception {
    Zone zone = ZoneText.withHead("s NS ns.s", "s" + DS, "ns.s A 192.0.2.1", "n A 192.0.2.1");
    Structure structure = zone.structure();
    int s = ZoneText.owner(zone, "s.example.");

    assertThat(structure.isAuthoritative(s, RecordType.NS)).isFalse();
    assertThat(structure.isAuthoritative(s, RecordType.A)).isFalse();
    assertThat(structure.isAuthoritative(s, RecordType.DS)).isTrue();
    assertThat(structure.isAuthoritative(s, RecordType.NSEC)).isTrue();
    assertThat(structure.isAuthoritative(ZoneText.owner(zone, "ns.s.example."), 1)).isFalse();
    assertThat(structure.isAuthoritative(ZoneText.owner(zone, "n.example."), 1)).isTrue();
    assertThat(structure.isAuthoritative(0, RecordType.NS)).isTrue();
  }

  @Test
  void emptyNonTerminalsAreFoundOnceEach() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "a.b.c A 192.0.2.1",
            "d.b.c A 192.0.2.1",
            "c.c A 192.0.2.1",
            "x.y A 192.0.2.1",
            "y A 192.0.2.1",
            "deep.\\000.\\001 A 192.0.2.1");

    assertThat(empties(zone))
        .containsExactly(
            "\\001.example. *", "\\000.\\001.example. *", "c.example. *", "b.c.example. *");
  }

  @Test
  void emptyNonTerminalAboveInsecureDelegationsOnlyIsNotNeeded() throws Exception {
    Zone zone =
        ZoneText.withHead("a.i NS ns.", "b.i NS ns.", "a.s NS ns.", "a.s" + DS, "a.n A 192.0.2.1");

    assertThat(empties(zone)).containsExactly("i.example.", "n.example. *", "s.example. *");
  }

  @Test
  void emptyNonTerminalSharedByInsecureAndSecureChildrenIsNeededInEitherOrder() throws Exception {
    // BIND 9.20 looks at the first child only.
    assertThat(empties(ZoneText.withHead("a.e NS ns.", "b.e NS ns.", "b.e" + DS)))
        .containsExactly("e.example. *");
    assertThat(empties(ZoneText.withHead("a.e NS ns.", "a.e" + DS, "b.e NS ns.")))
        .containsExactly("e.example. *");
    assertThat(empties(ZoneText.withHead("a.b.e NS ns.", "c.e A 192.0.2.1")))
        .containsExactly("e.example. *", "b.e.example.");
  }

  @Test
  void emptyNonTerminalsBelowACutOrAboveHashedNamesAreNone() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "cut NS ns.a.b.cut", "ns.a.b.cut A 192.0.2.1", HASH + ".x" + NSEC3, "g.h NSEC a A");

    assertThat(empties(zone)).isEmpty();
  }

  @Test
  void wildcardsMakeEmptyNonTerminalsLikeOtherNames() throws Exception {
    Zone zone = ZoneText.withHead("*.w TXT x", "a.*.v TXT x");

    assertThat(empties(zone)).containsExactly("v.example. *", "*.v.example. *", "w.example. *");
  }

  @Test
  void firstEmptyFindsTheRangeOfAnOwner() throws Exception {
    Zone zone = ZoneText.withHead("a.b.c A 192.0.2.1", "x.y A 192.0.2.1");
    Structure structure = zone.structure();
    int abc = ZoneText.owner(zone, "a.b.c.example.");
    int xy = ZoneText.owner(zone, "x.y.example.");

    assertThat(structure.firstEmpty(0)).isZero();
    assertThat(structure.firstEmpty(abc)).isZero();
    assertThat(structure.firstEmpty(abc + 1)).isEqualTo(2);
    assertThat(structure.firstEmpty(xy)).isEqualTo(2);
    assertThat(structure.firstEmpty(zone.owners())).isEqualTo(3);
  }
}
