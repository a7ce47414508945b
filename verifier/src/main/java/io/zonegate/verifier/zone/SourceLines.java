package io.zonegate.verifier.zone;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps one running number to file and line, so that a record needs four octets to say where it came
 * from although {@code $INCLUDE} may have brought in other files.
 */
final class SourceLines {
  private record Stretch(int first, String file, int line) {}

  private final List<Stretch> stretches = new ArrayList<>();
  private String file = "";
  private int shift;
  private int highest;

  /** From now on positions are lines of this file; to be called at every change of file. */
  void enter(String newFile, int line) {
    file = newFile;
    stretches.add(new Stretch(highest + 1, newFile, line));
    shift = highest + 1 - line;
  }

  /** The running number of a line of the current file. */
  int position(int line) {
    int position = line + shift;
    highest = Math.max(highest, position);
    return position;
  }

  String file() {
    return file;
  }

  /** {@code FILE:LINE} of a running number. */
  String describe(int position) {
    int i = stretches.size() - 1;
    while (i > 0 && stretches.get(i).first > position) {
      i--;
    }
    Stretch stretch = stretches.get(i);
    return stretch.file + ":" + (position - stretch.first + stretch.line);
  }
}
