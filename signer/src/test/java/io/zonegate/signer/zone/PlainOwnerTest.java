package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

class PlainOwnerTest {

  private static final String LABEL = "x".repeat(63);

  private static Name name(String text) throws TextParseException {
    return Name.fromString(text, Name.root);
  }

  @ParameterizedTest
  @CsvSource({
    "a.demo., demo.",
    "0-_z.a.b.demo., demo.",
    "a.x.demo., x.demo.",
    "xn--a.a\\.b., a\\.b.",
  })
  void isTheNameThatDnsjavaReads(String text, String apex) throws TextParseException {
    OwnerName plain = new PlainOwner(name(apex)).of(text, true);
    OwnerName byDnsjava = OwnerName.of(name(text), name(apex));
    assertThat(plain).isEqualTo(byDnsjava).hasToString(text);
    assertThat(plain.name().toWire()).isEqualTo(byDnsjava.name().toWire());
    String relative = text.substring(0, text.length() - apex.length() - 1);
    assertThat(new PlainOwner(name(apex)).of(relative, true)).isEqualTo(byDnsjava);
    assertThat(new PlainOwner(name(apex)).of(relative, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo.",
        "@",
        "",
        ".",
        "a..demo.",
        ".demo.",
        "A.demo.",
        "a.Demo.",
        "a.xdemo.",
        "ademo.",
        "*.demo.",
        "a\\.demo.",
        "\\097.demo.",
        "a/b.demo.",
        "a.demo",
        "a.example."
      })
  void whatIsNotPlainIsLeftToDnsjava(String text) throws TextParseException {
    assertThat(new PlainOwner(name("demo.")).of(text, false)).isNull();
  }

  @Test
  void namesAndLabelsThatAreTooLongAreLeftToDnsjava() throws TextParseException {
    PlainOwner owners = new PlainOwner(name("demo."));
    String rest = "." + (LABEL + ".").repeat(3) + "demo.";
    String longest = "x".repeat(56) + rest;
    assertThat(owners.of(longest, false)).isEqualTo(OwnerName.of(name(longest), name("demo.")));
    assertThat(owners.of("x" + longest, false)).isNull();
    assertThat(owners.of("x" + LABEL + ".demo.", false)).isNull();
  }
}
