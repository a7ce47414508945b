package io.zonegate.hsm.config;

import java.time.Duration;
import java.util.List;

/** How a new key gets from one token to the others that are to hold it. */
public sealed interface Replication {

  /** Nothing is said: SoftHSM2 tokens are given a pair made in this process, others are refused. */
  record Unsaid() implements Replication {}

  /**
   * The operator's command copies it, once for each token that has not got it.
   *
   * @param command program with its absolute path, and its arguments; run without a shell
   * @param limit after which it is ended
   */
  record Command(List<String> command, Duration limit) implements Replication {

    /** Copies the list. */
    public Command {
      command = List.copyOf(command);
    }
  }

  /**
   * It is wrapped on the one token and unwrapped on the others.
   *
   * @param label CKA_LABEL of the AES key that all of them hold
   */
  record WrapKey(String label) implements Replication {}
}
