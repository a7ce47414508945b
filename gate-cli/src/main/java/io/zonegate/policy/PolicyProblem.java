package io.zonegate.policy;

/**
 * One reason why a policy is refused.
 *
 * @param file the policy file as the user named it
 * @param line line in it, from 1; 0 where the problem is the file itself
 * @param column column in the line, from 1; 0 where the problem is the file itself
 * @param text what is at fault, its value, what is allowed, what to do
 */
public record PolicyProblem(String file, int line, int column, String text) {
  @Override
  public String toString() {
    return line == 0 ? file + ": " + text : file + ":" + line + ":" + column + ": " + text;
  }
}
