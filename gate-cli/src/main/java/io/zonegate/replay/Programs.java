package io.zonegate.replay;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of a replay.
 *
 * @param unbound the resolver
 * @param control Unbound's remote control
 * @param faketime the library that gives programs another clock
 * @param nameserver the kind of name server
 * @param server its program
 */
public record Programs(
    Path unbound, Path control, Path faketime, Nameserver nameserver, Path server) {
  /** Environment variable with the path of libfaketimeMT; it wins over all known places. */
  public static final String FAKETIME = "ZONEGATE_FAKETIME";

  /** What Unbound is called where programs are named. */
  public static final String UNBOUND = "unbound";

  private static final String LIBRARY = "libfaketimeMT.so.1";

  /** Servers are not on every user's PATH. */
  private static final List<String> SYSTEM = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  /**
   * Finds them.
   *
   * @param words {@code unbound}, and a name server if it is to be a certain one
   * @param environment usually System.getenv()
   * @throws ProgramException if one is nowhere; the message says what to install
   * @throws IllegalArgumentException if the words name something else
   */
  public static Programs find(List<String> words, Map<String, String> environment)
      throws ProgramException {
    List<Nameserver> servers = servers(words);
    Path unbound = need(UNBOUND, "unbound", environment);
    Path control = need("unbound-control", "unbound", environment);
    Path faketime = faketime(environment);
    for (Nameserver server : servers) {
      Optional<Path> found = program(server.program(), environment);
      if (found.isPresent()) {
        return new Programs(unbound, control, faketime, server, found.get());
      }
    }
    throw new ProgramException(
        "no name server was found, neither on the PATH nor in "
            + String.join(", ", SYSTEM)
            + "; looked for "
            + String.join(", ", servers.stream().map(Nameserver::program).toList())
            + ". Install one (Debian, Ubuntu: apt-get install "
            + servers.get(0).word()
            + ")");
  }

  /**
   * The name servers that the words allow, the preferred one first.
   *
   * @throws IllegalArgumentException if they are not {@code unbound}, alone or with a name server
   */
  public static List<Nameserver> servers(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    List<String> names = Arrays.stream(Nameserver.values()).map(Nameserver::word).toList();
    boolean isKnown = rest.remove(UNBOUND) && rest.size() <= 1 && names.containsAll(rest);
    if (!isKnown) {
      throw new IllegalArgumentException(
          "'"
              + String.join(",", words)
              + "' is not "
              + UNBOUND
              + ", alone or with one of "
              + String.join(", ", names)
              + ", as in "
              + UNBOUND
              + ","
              + names.get(0));
    }
    return Arrays.stream(Nameserver.values())
        .filter(n -> rest.isEmpty() || rest.contains(n.word()))
        .toList();
  }

  private static Path need(String name, String packageName, Map<String, String> environment)
      throws ProgramException {
    return program(name, environment)
        .orElseThrow(
            () ->
                new ProgramException(
                    name
                        + " was found neither on the PATH nor in "
                        + String.join(", ", SYSTEM)
                        + ". Install it (Debian, Ubuntu: apt-get install "
                        + packageName
                        + ")"));
  }

  private static Optional<Path> program(String name, Map<String, String> environment) {
    List<String> folders =
        new ArrayList<>(
            List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)));
    folders.addAll(SYSTEM);
    return folders.stream()
        .filter(f -> !f.isEmpty())
        .map(f -> Path.of(f, name).toAbsolutePath())
        .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
        .findFirst();
  }

  private static Path faketime(Map<String, String> environment) throws ProgramException {
    String override = environment.get(FAKETIME);
    List<Path> candidates = override == null ? places() : List.of(Path.of(override));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return candidate.toAbsolutePath();
      }
    }
    throw new ProgramException(
        LIBRARY
            + " was not found; looked at "
            + candidates
            + ". Install it (Debian, Ubuntu: apt-get install libfaketime) or set "
            + FAKETIME
            + " to its path");
  }

  /** Debian keeps it under the multiarch folder, Fedora in lib64, a build in /usr/local. */
  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    for (String folder : List.of("/usr/lib64", "/usr/lib", "/usr/local/lib")) {
      places.add(Path.of(folder, "faketime", LIBRARY));
    }
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-*")) {
      folders.forEach(folder -> places.add(folder.resolve("faketime").resolve(LIBRARY)));
    } catch (IOException e) {
      // No such folder on this system: the other places remain, and the error above names them.
      return places;
    }
    return places;
  }
}
