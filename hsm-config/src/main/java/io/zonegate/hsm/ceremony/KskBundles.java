package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.ConfigException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;

/**
 * The folder of responses. Every file is named by its SHA-256, and every signature in it is
 * verified when it is read: a file that was altered or renamed ends whatever needs the folder.
 */
public final class KskBundles {

  private static final String SUFFIX = ".toml";

  private final Path folder;
  private final List<KskResponse> responses;

  private KskBundles(Path folder, List<KskResponse> responses) {
    this.folder = folder;
    this.responses = List.copyOf(responses);
  }

  /**
   * Reads all responses for a zone; a folder that is not there has none.
   *
   * @throws CeremonyException when one cannot be read, was altered, is of another zone or does not
   *     verify
   * @throws IOException when the folder cannot be listed
   */
  public static KskBundles read(Path folder, Name zone) throws IOException {
    List<KskResponse> responses = new ArrayList<>();
    if (Files.exists(folder)) {
      for (Path file : files(folder)) {
        responses.add(response(file, zone));
      }
    }
    return new KskBundles(folder, responses);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "[!.]*")) {
      found.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private static KskResponse response(Path file, Name zone) {
    KskResponse response;
    try {
      response = ResponseFile.read(file);
    } catch (ConfigException e) {
      throw new CeremonyException(e.getMessage() + "; take it out, and import the response again");
    }
    if (!response.plan().zone().equals(zone)) {
      throw new CeremonyException(
          file + " is of " + response.plan().zone() + ", not of " + zone + "; take it out");
    }
    if (!file.getFileName().toString().equals(name(response))) {
      throw new CeremonyException(
          file
              + " is not as it was imported: its SHA-256 is "
              + response.digest()
              + "; take it out, and import the response again");
    }
    try {
      response.verify();
    } catch (CeremonyException e) {
      throw new CeremonyException(file + ": " + e.getMessage());
    }
    return response;
  }

  private static String name(KskResponse response) {
    return response.digest() + SUFFIX;
  }

  /**
   * Adds a response, in one step; one that is there already stays.
   *
   * @return its file
   */
  public Path add(KskResponse response) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name(response));
    ResponseFile.write(file, response);
    return file;
  }

  /** The responses, in no order that means anything. */
  public List<KskResponse> responses() {
    return responses;
  }

  /**
   * The signatures for a zone that is signed now.
   *
   * @param rrsigs one for every RRset and KSK
   * @param slot when they are valid
   * @param usableUntil until when there will be some at every time, with the same keys
   */
  public record Chosen(List<RRSIGRecord> rrsigs, Slot slot, Instant usableUntil) {}

  /**
   * Chooses the signatures that live longest, of those over just these RRsets that have begun.
   *
   * @param toPublish the RRsets as the zone will have them
   * @param activeKsks the KSKs that have to have signed
   * @param leastLife how much of their life must be left
   * @throws CeremonyException when there are none, with the reason
   */
  public Chosen choose(
      List<KskRrset> toPublish, List<DnskeyRdata> activeKsks, Instant now, Duration leastLife) {
    List<KskResponse> fitting = fitting(toPublish, activeKsks);
    Optional<Instant> end = usableUntil(fitting, now, leastLife);
    if (end.isEmpty()) {
      throw new CeremonyException(reason(fitting, toPublish, activeKsks, now, leastLife));
    }
    KskResponse best = null;
    Slot slot = null;
    for (KskResponse response : fitting) {
      for (Slot candidate : response.plan().slots()) {
        if (!candidate.inception().isAfter(now)
            && (slot == null || candidate.expiration().isAfter(slot.expiration()))) {
          best = response;
          slot = candidate;
        }
      }
    }
    return new Chosen(best.rrsigs(slot), slot, end.get());
  }

  /**
   * Until when there are signatures at every time from now on, over these RRsets by these KSKs;
   * empty if there are none now.
   */
  public Optional<Instant> usableUntil(
      List<KskRrset> toPublish, List<DnskeyRdata> activeKsks, Instant now, Duration leastLife) {
    return usableUntil(fitting(toPublish, activeKsks), now, leastLife);
  }

  private static Optional<Instant> usableUntil(
      List<KskResponse> fitting, Instant now, Duration leastLife) {
    return Slots.usableUntil(
        fitting.stream().flatMap(r -> r.plan().slots().stream()).toList(), now, leastLife);
  }

  private List<KskResponse> fitting(List<KskRrset> toPublish, List<DnskeyRdata> activeKsks) {
    return responses.stream()
        .filter(response -> response.plan().differences(toPublish, activeKsks).isEmpty())
        .toList();
  }

  private String reason(
      List<KskResponse> fitting,
      List<KskRrset> toPublish,
      List<DnskeyRdata> activeKsks,
      Instant now,
      Duration leastLife) {
    String next = "; import a response: keys request, keys sign-request, keys import-response";
    if (responses.isEmpty()) {
      return "there are no KSK signatures in " + folder + next;
    }
    Stream<KskResponse> valid =
        responses.stream()
            .filter(r -> Slots.usableUntil(r.plan().slots(), now, leastLife).isPresent());
    if (fitting.isEmpty()) {
      // What differs is told of the response that is meant for now, where there is one.
      KskResponse nearest = valid.findFirst().orElse(responses.get(responses.size() - 1));
      return "no KSK signatures in "
          + folder
          + " are over the RRsets to be published. Against the response for "
          + nearest.plan().from()
          + " until "
          + nearest.plan().until()
          + ": "
          + String.join("; ", nearest.plan().differences(toPublish, activeKsks))
          + ". Go back to the keys and policy that were signed, or have these signed";
    }
    return "no KSK signatures over the RRsets to be published can be used at "
        + now
        + ": they must have begun and have "
        + leastLife.toHours()
        + " hours of life left. There are "
        + fitting.stream()
            .flatMap(r -> r.plan().slots().stream())
            .map(Slot::toString)
            .reduce((first, second) -> second)
            .map(last -> "some from " + first(fitting) + ", the last " + last)
            .orElseThrow()
        + next;
  }

  private static Instant first(List<KskResponse> responses) {
    return responses.stream()
        .map(r -> r.plan().slots().get(0).inception())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
