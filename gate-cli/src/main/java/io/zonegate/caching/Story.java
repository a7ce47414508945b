package io.zonegate.caching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells a failure as what happens to one resolver. */
public final class Story {
  private Story() {}

  /** The whole story, in sentences. */
  public static String of(Failure failure) {
    Failure.Witness witness = failure.witness();
    List<String> fetched = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    tell(failure.ds(), "the DS RRset", witness.ds(), witness.from(), fetched, fresh);
    tell(failure.keys(), "the DNSKEY RRset", witness.keys(), witness.from(), fetched, fresh);
    tell(failure.data(), "other RRsets", witness.data(), witness.from(), fetched, fresh);
    StringBuilder text = new StringBuilder("a resolver that ");
    if (!fetched.isEmpty()) {
      text.append("fetched ").append(joined(fetched));
    }
    if (!fresh.isEmpty()) {
      text.append(fetched.isEmpty() ? "fetches " : " and fetches ")
          .append(joined(fresh))
          .append(" at ")
          .append(time(witness.from()));
    }
    text.append(" fails from ").append(time(witness.from()));
    text.append(witness.until() >= Lifetime.FOREVER ? " on" : " to " + time(witness.until()));
    text.append(", because ").append(failure.reason()).append(". ");
    text.append(
        failure.until() >= Lifetime.FOREVER
            ? "There are such resolvers from " + time(failure.from()) + " on."
            : "There are such resolvers from "
                + time(failure.from())
                + " to "
                + time(failure.until())
                + ".");
    text.append(
        failure
            .safeFrom()
            .map(t -> " Earliest safe time for this step: " + time(t) + ".")
            .orElse(" No later time makes this step safe: change the plan, not the wait."));
    return text.toString();
  }

  private static void tell(
      Version<?> version,
      String what,
      long when,
      long begin,
      List<String> fetched,
      List<String> fresh) {
    String shown = what + " (" + version.content() + "; " + version.what() + ")";
    if (when < begin) {
      fetched.add(shown + " at " + time(when));
    } else {
      fresh.add(shown);
    }
  }

  private static String joined(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  /** A second since 1970 as people write it. */
  private static String time(long second) {
    return Instant.ofEpochSecond(second).toString();
  }
}
