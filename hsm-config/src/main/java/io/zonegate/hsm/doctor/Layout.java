package io.zonegate.hsm.doctor;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be seen without a token: whether every key has tokens, and at which sites they are. */
final class Layout {
  private final HsmConfig config;

  Layout(HsmConfig config) {
    this.config = config;
  }

  List<Examination> examine(KeySet keys) {
    List<Examination> found = new ArrayList<>();
    keys.keys().stream()
        .filter(key -> !config.isOffline(key.role().name()))
        .filter(key -> config.tokens().stream().noneMatch(key::belongsOn))
        .forEach(
            key ->
                found.add(
                    Examination.fault(
                        key.toString(),
                        "is of group \"" + key.group() + "\", and no token of its role is",
                        "Do not sign. Correct \"group\" in hsm.toml or in the key set. "
                            + Doctor.AGAIN)));
    tokensByWhatTheyHold().forEach((tokens, name) -> oneSite(name, tokens, found));
    return found;
  }

  /** Roles whose keys are on the same tokens are named together. */
  private Map<List<TokenConfig>, String> tokensByWhatTheyHold() {
    Map<List<TokenConfig>, String> names = new LinkedHashMap<>();
    for (KeyRole role : KeyRole.values()) {
      for (String group : config.groups(role.name())) {
        List<TokenConfig> tokens =
            config.tokens().stream().filter(t -> t.holds(role.name(), group)).toList();
        String name = role + (group.isEmpty() ? "" : " of group " + group);
        names.merge(tokens, name, (first, second) -> first + ", " + second);
      }
    }
    return names;
  }

  private void oneSite(String keys, List<TokenConfig> tokens, List<Examination> found) {
    List<String> sites = sites(tokens);
    List<String> others = sites(config.tokens()).stream().filter(s -> !sites.contains(s)).toList();
    if (sites.size() == 1 && !sites.contains("") && others.stream().anyMatch(s -> !s.isEmpty())) {
      found.add(
          Examination.note(
              "site of the tokens with " + keys,
              "all of them ("
                  + String.join(", ", tokens.stream().map(TokenConfig::label).toList())
                  + ") are at one site, "
                  + sites.get(0)
                  + "; other tokens are at "
                  + String.join(", ", others),
              "Without that site nothing signs with these keys. Put a token for them at another site,"
                  + " if that is not what you want."));
    }
  }

  private static List<String> sites(List<TokenConfig> tokens) {
    return tokens.stream().map(TokenConfig::site).distinct().toList();
  }
}
