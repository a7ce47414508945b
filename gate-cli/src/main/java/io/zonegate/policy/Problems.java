package io.zonegate.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one policy file. */
final class Problems {
  private final String file;
  private final List<PolicyProblem> list = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void add(int line, int column, String text) {
    list.add(new PolicyProblem(file, line, column, text));
  }

  /** Ends the reading if there is any problem so far. */
  void throwIfAny() throws PolicyException {
    if (!list.isEmpty()) {
      list.sort(
          Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
      throw new PolicyException(list);
    }
  }
}
