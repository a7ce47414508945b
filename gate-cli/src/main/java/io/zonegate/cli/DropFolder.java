package io.zonegate.cli;

import io.zonegate.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that signed zones are moved into. A zone is first renamed, so that another one of its
 * name may come while it is taken; what a gate that was killed has renamed is taken at the next
 * look. What cannot be taken is said once and keeps nothing else.
 */
final class DropFolder {
  private static final String TAKING = ".taking-";
  private static final String PART = ".part";

  private final Path folder;
  private final Invocation invocation;
  private final OpenGate gate;

  /** What was taken and is still there. */
  private final Set<Path> taken = new HashSet<>();

  /** What was complained of, so that it is not said every second. */
  private String complaint = "";

  DropFolder(Path folder, Invocation invocation, OpenGate gate) {
    this.folder = folder;
    this.invocation = invocation;
    this.gate = gate;
  }

  /** Takes what is there, the oldest first. */
  void take() {
    try {
      for (Path file : files()) {
        String name = file.getFileName().toString();
        Path taking = name.startsWith(TAKING) ? file : file.resolveSibling(TAKING + name);
        if (!taking.equals(file)) {
          Files.move(file, taking, StandardCopyOption.ATOMIC_MOVE);
        }
        GateSubmitCommand.submit(
            invocation, gate, taking, "drop folder, " + name.replace(TAKING, ""));
        // One that cannot be deleted must not be submitted again and again.
        taken.add(taking);
        Files.delete(taking);
        taken.remove(taking);
      }
      complaint = "";
    } catch (IOException e) {
      complain("[gate] drop = " + folder + ": " + IoReason.of(e));
    } catch (CommandException e) {
      complain(e.getMessage());
    }
  }

  private void complain(String text) {
    if (!text.equals(complaint)) {
      invocation.console().err().println("zonegate: " + gate.zone() + " " + text);
      complaint = text;
    }
  }

  /** What was begun comes first; then by age, since names say nothing of it. */
  private List<Path> files() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.list(folder)) {
      found =
          all.filter(DropFolder::isMeant)
              .filter(f -> !taken.contains(f))
              .collect(Collectors.toList());
    }
    Map<Path, FileTime> times = new TreeMap<>();
    for (Path file : found) {
      times.put(file, Files.getLastModifiedTime(file));
    }
    found.sort(
        Comparator.comparing((Path file) -> !file.getFileName().toString().startsWith(TAKING))
            .thenComparing(times::get)
            .thenComparing(Comparator.naturalOrder()));
    return found;
  }

  private static boolean isMeant(Path file) {
    String name = file.getFileName().toString();
    return (name.startsWith(TAKING) || !name.startsWith("."))
        && !name.endsWith(PART)
        && Files.isRegularFile(file);
  }
}
