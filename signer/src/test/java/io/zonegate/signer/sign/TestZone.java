package io.zonegate.signer.sign;

/** An unsigned zone with everything that signing must treat in its own way. */
final class TestZone {

  static final String TEXT =
      """
      $TTL 3600
      @ IN SOA ns1 hostmaster ( 1 7200 3600 1209600 600 ) ; a comment ( with a parenthesis
        IN NS ns1
        NS NS2.Example.NET.
      demo. 300 IN MX 10 Mail
      @ IN 300 TXT "a b" "c;d" "quote\\"s" unquoted
      @ CAA 0 issue "ca.example"
      @ HTTPS 1 . alpn=h2
      ns1 A 192.0.2.1
      \tAAAA 2001:db8::1
      mail A 192.0.2.2
      mail A 192.0.2.2
      MiXeD.Case A 192.0.2.3
      *.wild A 192.0.2.9
      *.wild MX 10 mail
      sub.*.wild TXT "below a wildcard"
      a.b.ent A 192.0.2.4
      www CNAME mail
      dn DNAME target.example.
      srv SRV 0 0 443 Www
      naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:x@y.example!" .
      tlsa TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      odd TYPE65280 \\# 4 0A0b0c0d
      odd TYPE62 \\# 9 000000010001000140
      dot\\.ted A 192.0.2.5
      sp\\032ace A 192.0.2.6
      \\000nul A 192.0.2.7
      secure NS ns.secure
      secure DS 12345 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      ns.secure A 192.0.2.10
      insecure NS ns.insecure
      insecure NS insecure
      insecure A 192.0.2.11
      ns.insecure A 192.0.2.12
      deep.below.insecure A 192.0.2.13
      s.shared NS ns1
      s.shared DS 12345 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      i.shared NS ns1
      i.lonely NS ns1
      x.y.z.lonely2 NS ns1
      """;

  private TestZone() {}

  /** A zone of so many delegations, every second one secure. */
  static String large(int delegations) {
    StringBuilder text =
        new StringBuilder(
            "$TTL 3600\n@ SOA ns1 h 1 7200 3600 1209600 600\n@ NS ns1\nns1 A 192.0.2.1\n");
    for (int i = 0; i < delegations; i++) {
      text.append("d").append(i).append(" NS ns1\n");
      if (i % 2 == 0) {
        text.append("d").append(i).append(" DS 1 13 2 ").append("00".repeat(32)).append('\n');
      }
    }
    return text.toString();
  }
}
