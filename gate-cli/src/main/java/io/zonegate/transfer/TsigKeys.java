package io.zonegate.transfer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/** The TSIG keys that one server knows; a message names its key, so each name is of one key. */
final class TsigKeys {
  private final Map<Name, TsigKey> keys = new LinkedHashMap<>();

  /**
   * Takes keys, the same one as often as one likes.
   *
   * @throws TransferException if two different ones have one name
   */
  TsigKeys(Collection<TsigKey> keys) throws TransferException {
    for (TsigKey key : keys) {
      TsigKey other = this.keys.putIfAbsent(key.name(), key);
      if (other != null && !other.equals(key)) {
        throw new TransferException(
            "two TSIG keys are called "
                + key.name()
                + " and are not the same; give one of them another name");
      }
    }
  }

  /** The key of this name, which is in lower case. */
  Optional<TsigKey> named(Name name) {
    return Optional.ofNullable(keys.get(name));
  }
}
