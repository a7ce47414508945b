package io.zonegate.rehearsal;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.rollover.KeysToMake;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Use;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.parent.Ds;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Name;

/** The scratch keys of a rehearsal, by their names in the plan. */
final class KeyRack {
  private final Name zone;
  private final SecureRandom random;
  private final Map<PlanKey, List<ZoneKey>> keys = new LinkedHashMap<>();

  KeyRack(Name zone, SecureRandom random) {
    this.zone = zone;
    this.random = random;
  }

  /**
   * Makes a key of the plan: one for each token group that its role has.
   *
   * @param like the keys of the role that production has, which say algorithm and size
   * @param fault the fault that the key gets, or null
   */
  void make(Tokens tokens, PlanKey key, List<KeyRequest> like, Fault.Kind fault) {
    List<ZoneKey> made = new ArrayList<>();
    for (KeyRequest request : requests(tokens.config(), key, like)) {
      if (fault == Fault.Kind.PER_TOKEN_KEYS) {
        made.add(DivergentKeys.generate(tokens, zone, request, random));
      } else if (fault == Fault.Kind.REUSED_TAG) {
        made.add(RetiredKey.inPlaceOf(tokens, all(made), request, random));
      } else {
        KeySet before = all(made);
        List<ZoneKey> after =
            new KeyGeneration(tokens, random).generate(before, List.of(request)).keys();
        made.addAll(after.subList(before.keys().size(), after.size()));
      }
    }
    keys.put(key, made);
  }

  private static List<KeyRequest> requests(HsmConfig config, PlanKey key, List<KeyRequest> like) {
    if (key.origin() == PlanKey.Origin.OLD) {
      return like;
    }
    return KeysToMake.of(key, like, config);
  }

  private KeySet all(List<ZoneKey> more) {
    List<ZoneKey> all = new ArrayList<>();
    keys.values().forEach(all::addAll);
    all.addAll(more);
    return new KeySet(zone, all);
  }

  /**
   * The keys with which the zone is signed.
   *
   * @param set what signs and what is published beside it
   * @param foreign keys of the signer that does not sign now, to be published
   */
  record Signing(KeySet set, List<DnskeyRdata> foreign) {}

  /** The keys of a situation. */
  Signing signing(Situation situation) {
    boolean byOther =
        keys.keySet().stream().anyMatch(k -> isOther(k) && situation.uses().get(k.name()).signs());
    List<ZoneKey> ours = new ArrayList<>();
    List<DnskeyRdata> foreign = new ArrayList<>();
    keys.forEach(
        (planKey, made) -> {
          Use use = situation.uses().get(planKey.name());
          for (ZoneKey key : use == Use.ABSENT ? List.<ZoneKey>of() : made) {
            if (isOther(planKey) != byOther) {
              foreign.add(key.dnskey());
              continue;
            }
            ours.add(key.with(use.signs(), use.isPublished()));
          }
        });
    return new Signing(new KeySet(zone, ours), foreign);
  }

  private static boolean isOther(PlanKey key) {
    return key.origin() == PlanKey.Origin.OTHER_SIGNER;
  }

  /** DS records of the keys of this name, SHA-256. */
  List<Ds> ds(String name) {
    return ds(name, Set.of(Ds.SHA256));
  }

  /**
   * DS records of the keys of this name as the parent has them.
   *
   * @param before digest types of the DS records that it has of the keys that there are already
   */
  List<Ds> atParent(String name, Set<Integer> before) {
    boolean old =
        keys.keySet().stream()
            .anyMatch(k -> k.name().equals(name) && k.origin() == PlanKey.Origin.OLD);
    return ds(name, old ? before : Set.of(Ds.SHA256));
  }

  private List<Ds> ds(String name, Set<Integer> digestTypes) {
    return named(name).stream()
        .map(k -> new Dnskey(k.dnskey().wire(), -1))
        .flatMap(key -> digestTypes.stream().map(type -> Ds.of(zone.toWire(), key, type)))
        .toList();
  }

  /** The keys of this name as the history knows them. */
  List<PublishedKey> published(String name) {
    return named(name).stream()
        .map(k -> PublishedKey.of(new Dnskey(k.dnskey().wire(), -1)))
        .toList();
  }

  /** DNSKEY RDATA of the keys of this name. */
  List<DnskeyRdata> rdata(String name) {
    return named(name).stream().map(ZoneKey::dnskey).toList();
  }

  private List<ZoneKey> named(String name) {
    return keys.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .flatMap(e -> e.getValue().stream())
        .toList();
  }

  /** What each key is called: its names in the plan, with role, algorithm and tag. */
  List<String> described() {
    List<String> lines = new ArrayList<>();
    keys.forEach((planKey, made) -> made.forEach(k -> lines.add(planKey.name() + " is " + k)));
    return lines;
  }
}
