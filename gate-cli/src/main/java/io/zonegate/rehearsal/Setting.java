package io.zonegate.rehearsal;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.policy.VerifySettings;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.Timings;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.verifier.check.Selection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a rehearsal is run with.
 *
 * @param plan the plan that is to be approved
 * @param timings how long everything really takes; the plan's own timings are what it waits for
 * @param faults what is put into it
 * @param sample the zone
 * @param tokens the scratch tokens
 * @param scratch their files
 * @param digestTypes digest types that the parent's DS records have now, of those that validators
 *     know; at least one. Those of new keys have SHA-256, as {@code keys step} prints them
 * @param like the keys that production has of each role, at least one a role that the plan uses
 * @param signing production's policy for signing
 * @param reuse whether a release keeps good signatures of the one before
 * @param verify production's policy for judging
 * @param selection which checks run
 * @param folder for zones; whatever is in it may be replaced
 * @param start when the first step is done
 * @param slack how late a step may be by the key plan
 * @param random source of keys and probes
 * @param notes what is to be said of the above in the report, a sentence each
 * @param progress told what is done, a line each
 */
public record Setting(
    Plan plan,
    Timings timings,
    List<Fault> faults,
    Sample sample,
    HsmConfig tokens,
    ScratchTokens scratch,
    Set<Integer> digestTypes,
    Map<KeyRole, List<KeyRequest>> like,
    SigningPolicy signing,
    boolean reuse,
    VerifySettings verify,
    Selection selection,
    Path folder,
    Instant start,
    Duration slack,
    SecureRandom random,
    List<String> notes,
    Consumer<String> progress) {}
