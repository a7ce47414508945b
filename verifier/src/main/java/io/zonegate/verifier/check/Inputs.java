package io.zonegate.verifier.check;

import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.Zone;
import java.time.Instant;

/**
 * Everything that a judgement depends on. The same inputs give the same verdict.
 *
 * @param zone the candidate
 * @param parent what the parent says of it
 * @param unsigned the input that was signed
 * @param now the clock; no check has another
 * @param limits the numbers to judge by
 */
public record Inputs(
    Zone zone, ParentTrust parent, UnsignedInput unsigned, Instant now, Limits limits) {}
