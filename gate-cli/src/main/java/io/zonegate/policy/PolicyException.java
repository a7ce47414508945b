package io.zonegate.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that is refused; carries every problem that was found, not only the first. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  /**
   * Makes the exception.
   *
   * @param problems at least one, in the order of the file
   */
  public PolicyException(List<PolicyProblem> problems) {
    super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a refused policy needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the file. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
