package io.zonegate.judgement;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The verdicts of all checks on cases of testzones with the first seed. Two tests ask for each of
 * them, and PROOF-DRILL makes them the longest part of both.
 */
public final class JudgedOnce {
  /** The seed of all cases here. */
  public static final long SEED = 1;

  private static final Map<String, Verdict> VERDICTS = new ConcurrentHashMap<>();

  private JudgedOnce() {}

  /**
   * The verdict on the case.
   *
   * @param files the case's files, made with {@link #SEED}
   */
  public static Verdict verdict(Fault fault, CaseFiles files) {
    return VERDICTS.computeIfAbsent(fault.name(), name -> files.judge(Selection.ALL));
  }
}
