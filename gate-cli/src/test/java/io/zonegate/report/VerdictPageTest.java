package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.report.html.HtmlFolder;
import io.zonegate.report.html.VerdictPage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class VerdictPageTest {
  static Stream<JudgedZone> zones() {
    return Stream.of(
        Portraits.pass(),
        Portraits.block(),
        Portraits.hostile(),
        Portraits.without(Verdicts.undecided()),
        Portraits.without(Verdicts.empty()),
        Portraits.without(Verdicts.warned()));
  }

  @Test
  void aBlock() throws IOException {
    Golden.assertSame("block.html", html(Portraits.block()));
  }

  @Test
  void aPass() throws IOException {
    Golden.assertSame("pass.html", html(Portraits.pass()));
  }

  @ParameterizedTest
  @MethodSource("zones")
  void aPageIsForAnyBrowser(JudgedZone zone, @TempDir Path folder) throws Exception {
    HtmlFolder.write(folder, new VerdictPage(zone)::write);
    Pages.inFolder(folder).areForAnyBrowser();
  }

  /** Whatever a zone, a file name or a message has in it, the page's elements are ours. */
  @Test
  void whatIsHostileStaysText() throws Exception {
    String html = html(Portraits.hostile());
    assertThat(html).doesNotContain("<b>", "<script", "\u001b", "\u202e", "\u009b");
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(elements(Portraits.hostile())).noneMatch(e -> e.getTagName().equals("b"));
  }

  @Test
  void theVerdictAndTheReasonComeFirst() throws Exception {
    List<Element> elements = elements(Portraits.block());
    Element banner =
        elements.stream().filter(e -> e.getTagName().equals("header")).findFirst().orElseThrow();
    assertThat(banner.getTextContent())
        .contains("BLOCK", "274,997 blocking findings in SIG-VERIFY");
    List<String> articles =
        elements.stream()
            .filter(e -> e.getTagName().equals("article"))
            .map(e -> e.getAttribute("id"))
            .toList();
    assertThat(articles)
        .containsExactly(
            "SIG-VERIFY", "DS-MATCH", "ZONE-UNCHANGED", "KEY-TAG-UNIQUE", "NSEC3-ITERATIONS");
  }

  @Test
  void aZoneThatWasNotReadHasNoPictures() throws Exception {
    JudgedZone unread =
        new JudgedZone(
            Verdicts.undecided(), Verdicts.CONTEXT, Optional.empty(), java.util.Map.of());
    assertThat(html(unread)).contains("unbalanced parenthesis").doesNotContain("id=\"expiry\"");
  }

  private static List<Element> elements(JudgedZone zone) throws Exception {
    String xml = html(zone).replace("<!DOCTYPE html>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    var all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  private static String html(JudgedZone zone) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new VerdictPage(zone).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
