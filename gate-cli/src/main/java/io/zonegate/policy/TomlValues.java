package io.zonegate.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;

/**
 * The values of one section by type. Asking for a key makes it known, records its effective value,
 * and reports a value that is not allowed; the answer is then the default, so that reading goes on
 * and all problems are found at once.
 */
final class TomlValues {
  private final TomlSection section;

  TomlValues(TomlSection section) {
    this.section = section;
  }

  long integer(String key, long fallback, long least, long most) {
    String range = "a whole number from " + least + " to " + most;
    Object value = section.value(key);
    long result = fallback;
    if (value instanceof Long number && number >= least && number <= most) {
      result = number;
    } else if (value != null) {
      section.refuse(key, value, range);
    }
    section.record(key, Long.toString(result));
    return result;
  }

  /** A whole number; empty if it is not set or refused. */
  OptionalLong integerIfSet(String key, long least, long most) {
    Object value = section.value(key);
    OptionalLong result = OptionalLong.empty();
    if (value instanceof Long number && number >= least && number <= most) {
      result = OptionalLong.of(number);
    } else if (value != null) {
      section.refuse(key, value, "a whole number from " + least + " to " + most);
    }
    section.record(key, result.isPresent() ? Long.toString(result.getAsLong()) : "");
    return result;
  }

  boolean bool(String key, boolean fallback) {
    Object value = section.value(key);
    boolean result = fallback;
    if (value instanceof Boolean word) {
      result = word;
    } else if (value != null) {
      section.refuse(key, value, "true or false");
    }
    section.record(key, Boolean.toString(result));
    return result;
  }

  Duration duration(String key, Duration fallback, Duration least, Duration most) {
    Duration result = readDuration(key, least, most, "").orElse(fallback);
    section.record(key, TomlText.quote(Durations.format(result)));
    return result;
  }

  /** A duration, or the given word for a value that is computed. */
  Optional<Duration> durationOr(String key, String word, Duration least, Duration most) {
    Optional<Duration> result =
        word.equals(section.value(key))
            ? Optional.empty()
            : readDuration(key, least, most, " or " + TomlText.quote(word));
    section.record(key, TomlText.quote(result.map(Durations::format).orElse(word)));
    return result;
  }

  private Optional<Duration> readDuration(
      String key, Duration least, Duration most, String alternative) {
    Object value = section.value(key);
    if (value == null) {
      return Optional.empty();
    }
    String form =
        "a number and one of s, m, h, d, w, from %s to %s%s"
            .formatted(
                TomlText.quote(Durations.format(least)),
                TomlText.quote(Durations.format(most)),
                alternative);
    Optional<Duration> result =
        value instanceof String text
            ? Durations.parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
            : Optional.empty();
    if (result.isEmpty()) {
      section.refuse(key, value, form + Durations.hint(value.toString()));
    }
    return result;
  }

  /** An enum constant, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, E fallback) {
    E[] constants = fallback.getDeclaringClass().getEnumConstants();
    Object value = section.value(key);
    E result = fallback;
    if (value != null) {
      Optional<E> match = Arrays.stream(constants).filter(c -> word(c).equals(value)).findFirst();
      if (match.isEmpty()) {
        section.refuse(
            key,
            value,
            Arrays.stream(constants)
                .map(c -> TomlText.quote(word(c)))
                .collect(Collectors.joining(" or ")));
      }
      result = match.orElse(fallback);
    }
    section.record(key, TomlText.quote(word(result)));
    return result;
  }

  /** A list of some of the allowed words, each once; empty if it is not set or refused. */
  List<String> choices(String key, List<String> allowed) {
    Object value = section.value(key);
    List<String> result = List.of();
    if (value instanceof TomlArray array
        && allowed.containsAll(array.toList())
        && Set.copyOf(array.toList()).size() == array.size()) {
      result = array.toList().stream().map(String.class::cast).toList();
    } else if (value != null) {
      section.refuse(
          key,
          value instanceof TomlArray array ? array.toJson() : value,
          "a list of some of "
              + allowed.stream().map(TomlText::quote).collect(Collectors.joining(", "))
              + ", each once");
    }
    section.record(
        key, result.stream().map(TomlText::quote).collect(Collectors.joining(", ", "[", "]")));
    return result;
  }

  /** A string that is not blank; empty if it is not set or refused. */
  Optional<String> text(String key) {
    Optional<String> result = Optional.empty();
    Object value = section.value(key);
    if (value instanceof String text && !text.isBlank()) {
      result = Optional.of(text);
    } else if (value != null) {
      section.refuse(key, value, "a string that is not empty");
    }
    section.record(key, result.map(TomlText::quote).orElse(""));
    return result;
  }

  /** A list of whole numbers, not empty, each once, written in ascending order. */
  Set<Integer> integers(String key, Set<Integer> fallback, int least, int most) {
    Object value = section.value(key);
    List<Object> list = section.list(key);
    Set<Integer> result = new TreeSet<>(fallback);
    if (list != null
        && !list.isEmpty()
        && list.stream().allMatch(n -> n instanceof Long l && l >= least && l <= most)) {
      result.clear();
      list.forEach(n -> result.add(((Long) n).intValue()));
    } else if (value != null) {
      section.refuse(key, value, "a list of whole numbers from " + least + " to " + most);
    }
    section.record(key, result.toString());
    return result;
  }

  /** A list of strings that are not blank; empty if it is not set or refused. */
  List<String> texts(String key) {
    Object value = section.value(key);
    List<Object> list = section.list(key);
    List<String> result = new ArrayList<>();
    if (list != null
        && !list.isEmpty()
        && list.stream().allMatch(t -> t instanceof String s && !s.isBlank())) {
      list.forEach(t -> result.add((String) t));
    } else if (value != null) {
      section.refuse(key, value, "a list of strings that are not empty");
    }
    section.record(
        key,
        result.isEmpty()
            ? ""
            : result.stream().map(TomlText::quote).collect(Collectors.joining(", ", "[", "]")));
    return result;
  }

  /** Lower-case hex digits in pairs; an empty string is allowed. */
  String hex(String key, String fallback, int mostOctets) {
    Object value = section.value(key);
    String result = fallback;
    if (value instanceof String text && text.matches("(?:[0-9A-Fa-f]{2}){0," + mostOctets + "}")) {
      result = text.toLowerCase(Locale.ROOT);
    } else if (value != null) {
      section.refuse(
          key, value, "a string of hex digits in pairs, at most " + mostOctets + " octets");
    }
    section.record(key, TomlText.quote(result));
    return result;
  }

  /** A moment: a date (its first second in UTC) or a date with time and offset; else as above. */
  Optional<Instant> moment(String key) {
    Object value = section.value(key);
    if (value instanceof LocalDate date) {
      return Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    if (value instanceof OffsetDateTime time) {
      return Optional.of(time.toInstant());
    }
    if (value != null) {
      section.refuse(
          key, value, "a date such as 2027-01-31 or 2027-01-31T12:00:00Z, without quotes");
    }
    return Optional.empty();
  }

  /** A date without time; empty if it is not set or refused. */
  Optional<LocalDate> date(String key) {
    Object value = section.value(key);
    if (value instanceof LocalDate date) {
      return Optional.of(date);
    }
    if (value != null) {
      section.refuse(key, value, "a date such as 2027-01-31, without quotes and without a time");
    }
    return Optional.empty();
  }

  /** The word that the file has for it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
