package io.zonegate.verifier.parent;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the trust anchors that IANA publishes as root-anchors.xml (RFC 9718 section 2): a zone and
 * KeyDigests, each valid from one time and perhaps until another. A file with a DTD is refused.
 */
final class RootAnchors {
  private static final long MAX_BYTES = 1 << 20;

  private final String file;
  private final Instant now;
  private final List<Ds> valid = new ArrayList<>();
  private String zone;
  private int digests;

  private RootAnchors(String file, Instant now) {
    this.file = file;
    this.now = now;
  }

  static DsFile read(Path file, Instant now) throws ZoneReadException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ZoneReadException(
            file.toString(),
            Files.size(file) + " octets; such a file has a few keys, limit " + MAX_BYTES);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new RootAnchors(file.toString(), now).read(in);
      }
    } catch (IOException e) {
      throw ZoneReadException.of(file.toString(), e);
    }
  }

  private DsFile read(InputStream in) throws ZoneReadException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      xml.nextTag();
      if (!xml.getLocalName().equals("TrustAnchor")) {
        throw new ZoneReadException(file, "<" + xml.getLocalName() + "> is not <TrustAnchor>");
      }
      while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("Zone")) {
          zone = NameText.present(NameText.wire(xml.getElementText().strip()), 0);
        } else if (xml.getLocalName().equals("KeyDigest")) {
          keyDigest(xml);
        } else {
          throw new ZoneReadException(
              file, line(xml), "<" + xml.getLocalName() + "> does not belong here (RFC 9718)");
        }
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new ZoneReadException(file, "is not a trust anchor file: " + oneLine(e.getMessage()));
    }
    if (zone == null || digests == 0) {
      throw new ZoneReadException(file, "has no Zone or no KeyDigest");
    }
    if (valid.isEmpty()) {
      throw new ZoneReadException(
          file, "none of its " + digests + " KeyDigests is valid at " + now + "; fetch it anew");
    }
    return new DsFile(zone, valid);
  }

  private void keyDigest(XMLStreamReader xml) throws XMLStreamException, ZoneReadException {
    int line = line(xml);
    String from = xml.getAttributeValue(null, "validFrom");
    String until = xml.getAttributeValue(null, "validUntil");
    Map<String, String> fields = new HashMap<>();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String name = xml.getLocalName();
      if (fields.put(name, xml.getElementText().strip()) != null) {
        throw new ZoneReadException(file, line, "KeyDigest has <" + name + "> twice");
      }
    }
    digests++;
    String digest = fields.getOrDefault("Digest", "").replaceAll("\\s", "");
    Ds ds =
        new Ds(
            number(fields, "KeyTag", 65_535, line),
            number(fields, "Algorithm", 255, line),
            number(fields, "DigestType", 255, line),
            digest.toUpperCase(Locale.ROOT));
    if (!digest.matches("(?:[0-9A-Fa-f]{2})+") || !ds.hasRightLength()) {
      throw new ZoneReadException(file, line, "KeyDigest has a Digest that is not one of its type");
    }
    if (from == null) {
      throw new ZoneReadException(file, line, "KeyDigest has no validFrom");
    }
    if (!now.isBefore(time(from, line)) && (until == null || now.isBefore(time(until, line)))) {
      valid.add(ds);
    }
  }

  private int number(Map<String, String> fields, String name, int most, int line)
      throws ZoneReadException {
    String text = fields.getOrDefault(name, "");
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > most) {
      throw new ZoneReadException(
          file, line, "KeyDigest has a " + name + " that is not a number from 0 to " + most);
    }
    return Integer.parseInt(text);
  }

  private Instant time(String text, int line) throws ZoneReadException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ZoneReadException(
          file, line, "KeyDigest is valid from or until '" + text + "', which is no time");
    }
  }

  private static int line(XMLStreamReader xml) {
    return xml.getLocation().getLineNumber();
  }

  private static String oneLine(String text) {
    return String.valueOf(text).replaceAll("\\s+", " ");
  }
}
