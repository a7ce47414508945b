package io.zonegate.policy;

import io.zonegate.verifier.check.content.ApexPins;
import io.zonegate.verifier.check.content.Canary;
import io.zonegate.verifier.check.content.ContentRules;
import io.zonegate.verifier.check.content.DeltaLimits;
import io.zonegate.verifier.check.content.ZonemdRules;
import io.zonegate.verifier.zone.NameText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the section {@code [content]}. */
final class ContentSection {
  private final TomlSection section;
  private final TomlValues values;

  private ContentSection(TomlSection section) {
    this.section = section;
    this.values = section.values();
  }

  static ContentRules read(TomlSection section) {
    ContentSection content = new ContentSection(section);
    ContentRules rules =
        new ContentRules(
            content.apex(),
            content.canaries(),
            content.delta(),
            (int)
                content.values.integer(
                    "misnamed-per-mille", ContentRules.DEFAULT.misnamedPerMille(), 0, 1000),
            content.zonemd());
    section.refuseUnknownKeys();
    return rules;
  }

  private ZonemdRules zonemd() {
    return new ZonemdRules(
        values.choice("zonemd", ZonemdRules.DEFAULT.candidate()),
        values.choice("unsigned-zonemd", ZonemdRules.DEFAULT.unsigned()));
  }

  private ApexPins apex() {
    List<String> servers = new ArrayList<>(values.texts("apex-ns"));
    servers.removeIf(name -> !isName("apex-ns", name));
    Map<ApexPins.SoaName, String> names = new EnumMap<>(ApexPins.SoaName.class);
    for (ApexPins.SoaName field : ApexPins.SoaName.values()) {
      String key = "soa-" + field.name().toLowerCase(Locale.ROOT);
      Optional<String> name = values.text(key).filter(text -> isName(key, text));
      name.ifPresent(text -> names.put(field, text));
    }
    Map<ApexPins.SoaNumber, Long> numbers = new EnumMap<>(ApexPins.SoaNumber.class);
    for (ApexPins.SoaNumber field : ApexPins.SoaNumber.values()) {
      values
          .integerIfSet("soa-" + field, 0, Integer.MAX_VALUE)
          .ifPresent(seconds -> numbers.put(field, seconds));
    }
    return new ApexPins(servers, names, numbers);
  }

  private boolean isName(String key, String text) {
    try {
      NameText.wire(text);
      return true;
    } catch (IllegalArgumentException e) {
      section.refuse(key, text, "a domain name: " + e.getMessage());
      return false;
    }
  }

  private List<Canary> canaries() {
    List<Canary> canaries = new ArrayList<>();
    for (String text : values.texts("canaries")) {
      try {
        canaries.add(Canary.parse(text));
      } catch (IllegalArgumentException e) {
        section.refuse("canaries", text, "\"NAME TYPE ...\": " + e.getMessage());
      }
    }
    return canaries;
  }

  private DeltaLimits delta() {
    Map<DeltaLimits.Counted, DeltaLimits.Bounds> bounds = new EnumMap<>(DeltaLimits.Counted.class);
    for (DeltaLimits.Counted counted : DeltaLimits.Counted.values()) {
      String kind = counted.name().toLowerCase(Locale.ROOT);
      bounds.put(
          counted,
          new DeltaLimits.Bounds(
              limit("added-" + kind),
              limit("added-" + kind + "-per-mille"),
              limit("removed-" + kind),
              limit("removed-" + kind + "-per-mille")));
    }
    return new DeltaLimits(bounds);
  }

  private OptionalLong limit(String key) {
    return values.integerIfSet(key, 0, Integer.MAX_VALUE);
  }
}
