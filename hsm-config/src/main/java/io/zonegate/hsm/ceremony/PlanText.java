package io.zonegate.hsm.ceremony;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.Type;

/** A plan as TOML, and whatever request and response have beside it. */
final class PlanText {

  private PlanText() {}

  /** The plan alone, the one form of it that there is. */
  static String of(KskPlan plan) {
    return of(plan, "", key -> "", slot -> "");
  }

  /**
   * The plan with more in it.
   *
   * @param head lines before it
   * @param perKey lines at the end of the table of a key
   * @param perSlot lines at the end of the table of a slot
   */
  static String of(
      KskPlan plan,
      String head,
      Function<CeremonyKey, String> perKey,
      Function<Slot, String> perSlot) {
    StringBuilder text = new StringBuilder(head);
    text.append("zone = ").append(quoted(plan.zone().toString())).append('\n');
    text.append("from = ").append(quoted(plan.from().toString())).append('\n');
    text.append("until = ").append(quoted(plan.until().toString())).append('\n');
    text.append("ttl = ").append(plan.ttl()).append('\n');
    for (KskRrset set : plan.requests()) {
      text.append(key(set.type())).append(list(set.rdata()));
    }
    for (CeremonyKey key : plan.keys()) {
      text.append("\n[[key]]\n");
      text.append("use = ").append(quoted(key.use().word())).append('\n');
      text.append("key-tag = ").append(key.dnskey().keyTag()).append('\n');
      text.append("dnskey = ").append(quoted(key.dnskey().toString())).append('\n');
      text.append(perKey.apply(key));
    }
    for (Slot slot : plan.slots()) {
      text.append("\n[[bundle]]\n");
      text.append("inception = ").append(quoted(slot.inception().toString())).append('\n');
      text.append("expiration = ").append(quoted(slot.expiration().toString())).append('\n');
      text.append(perSlot.apply(slot));
    }
    return text.toString();
  }

  /** The key that holds the records of a type. */
  static String key(int type) {
    return Type.string(type).toLowerCase(Locale.ROOT);
  }

  /** A list, one text a line. */
  static String list(List<String> texts) {
    return texts.stream()
        .map(text -> "  " + quoted(text) + ",\n")
        .collect(Collectors.joining("", " = [\n", "]\n"));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
