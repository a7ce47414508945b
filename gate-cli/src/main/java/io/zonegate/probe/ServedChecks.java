package io.zonegate.probe;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import java.util.List;

/** The SERVED- checks of the catalogue: what probes of a stage's servers look at. */
public final class ServedChecks {
  static final String SERIAL = "SERVED-SERIAL";
  static final String VALID = "SERVED-VALID";
  static final String EQUAL = "SERVED-EQUAL";

  /** In the order of the catalogue. */
  public static final List<CheckDescription> DESCRIPTIONS =
      List.of(
          check(
              EQUAL,
              "What each server gives by transfer is the zone that was judged",
              ".de 2010",
              "At the end of a stage the whole zone is taken from each of its servers by AXFR, and the"
                  + " digest of its records in canonical form and order must be the judged one. In 2010 some"
                  + " servers of .de loaded a third of the zone, with the right serial. transfer = false in a"
                  + " stage leaves it out.",
              "Take the server named out of service, and find out where its copy comes from; then"
                  + " zonegate gate resume. If it refuses transfers, allow the gate's address or key."),
          check(
              SERIAL,
              "Each server of the stage serves the serial, SOA and DNSKEYs that were judged",
              ".bw; RFC 1982",
              "Each server is asked for SOA and DNSKEY over UDP and TCP. An older serial is waited for until"
                  + " the stage's deadline; a server that goes back to one, or that has the right serial"
                  + " with another SOA or other DNSKEYs, holds the release at once.",
              "See why the server named does not load the zone, or who else gives it one; then zonegate"
                  + " gate resume."),
          check(
              VALID,
              "The answers of each server validate from the parent's DS",
              ".de 2026, .bw; RFC 4035 section 5; RFC 5155 section 8",
              "Each server is asked, over UDP and TCP, for the apex's SOA, NS and DNSKEY, for the canaries of"
                  + " the policy, and for names drawn from the judged zone by its digest: names and types that"
                  + " are there and that are not, wildcards, empty non-terminals, secure and insecure"
                  + " delegations. dnsjava's validator takes the answers from the DS records that the zone was"
                  + " judged by, at the time of the probe. An answer that does not validate, or that says"
                  + " something else than the zone does, holds the release at once. What that validator cannot"
                  + " judge is not asked, and counted.",
              "Ask the server named for the same name with dig +dnssec: it lacks RRSIGs or NSEC(3) records, has"
                  + " old ones, or changes what it serves. Mend the server; then zonegate gate resume."));

  private ServedChecks() {}

  private static CheckDescription check(
      String id, String title, String citation, String explanation, String remedy) {
    return new CheckDescription(
        id,
        title,
        CheckGroup.SERVED,
        Severity.BLOCK,
        false,
        Strictness.NOT_THE_ZONE,
        citation,
        "answers",
        explanation + " It holds a release in its stage; it is no part of a verdict on a file.",
        remedy);
  }
}
