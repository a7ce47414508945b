package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a response must be to be imported. All checks are made. */
public final class ImportChecks {

  private ImportChecks() {}

  /**
   * Checks a response.
   *
   * @param request the request that was sent
   * @param toPublish the RRsets as the zone will have them, by key set and policy
   * @param activeKsks the KSKs that have to have signed
   * @param leastLife how much of its life a bundle must have left to be used
   * @return one sentence a fault; empty if there is none
   */
  public static List<String> problems(
      KskResponse response,
      KskRequest request,
      List<KskRrset> toPublish,
      List<DnskeyRdata> activeKsks,
      Duration leastLife,
      Instant now) {
    List<String> problems = new ArrayList<>();
    KskPlan plan = response.plan();
    if (!response.request().equals(request.digest())) {
      problems.add(
          "it is the response to the request with SHA-256 "
              + response.request()
              + ", this request has "
              + request.digest());
    }
    if (!plan.equals(request.plan())) {
      problems.add("its zone, period, keys, records or bundles are not those of the request");
    }
    plan.differences(toPublish, activeKsks)
        .forEach(difference -> problems.add("against key set and policy: " + difference));
    try {
      response.verify();
    } catch (CeremonyException e) {
      problems.add(e.getMessage());
    }
    Slots.firstGap(plan.slots(), plan.from(), plan.until(), leastLife)
        .ifPresent(
            gap ->
                problems.add(
                    "at "
                        + gap
                        + ", in the period, no bundle is valid for "
                        + leastLife.toHours()
                        + " hours more"));
    if (!plan.until().isAfter(now)) {
      problems.add("its period was over at " + plan.until());
    }
    return problems;
  }
}
