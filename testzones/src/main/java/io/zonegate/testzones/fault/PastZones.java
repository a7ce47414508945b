package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneSigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Record;

/** The same zone as it was signed before, with other keys. */
public final class PastZones {
  private static final int DS_TTL = 86_400;

  private PastZones() {}

  /** Another ZSK for the workshop's zone. */
  public static SoftwareKey otherZsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, ~w.seed());
  }

  /** Another KSK for the workshop's zone. */
  public static SoftwareKey otherKsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed());
  }

  /** The zone with the serial before, signed with these keys, as text. */
  public static String signed(Workshop w, SigningKeys keys) {
    List<Record> records = new ArrayList<>(w.unsigned());
    PreviousZone.withSerial(records, ZonemdEdit.serial(w) - 1);
    return ZoneSigner.sign(Workshop.ORIGIN, records, w.plan().withKeys(keys)).text();
  }

  /** A release of the zone with these keys, so long ago, with these KSKs' DS at the parent. */
  public static void released(Workshop w, Duration ago, SigningKeys keys, SoftwareKey... ds) {
    w.event(new PastEvent(false, w.clock().minus(ago), signed(w, keys), dsText(ds)));
  }

  /** The zone with these keys, seen served so long ago. */
  public static void served(Workshop w, Duration ago, SigningKeys keys, SoftwareKey... ds) {
    w.event(new PastEvent(true, w.clock().minus(ago), signed(w, keys), dsText(ds)));
  }

  private static String dsText(SoftwareKey... keys) {
    return Workshop.lines(Arrays.stream(keys).map(key -> ds(key, 2)).toList());
  }

  /** A DS record of the key as the parent has it. */
  static Record ds(SoftwareKey key, int digestType) {
    return key.ds(Workshop.ORIGIN, DS_TTL, digestType);
  }

  /** These keys, data signed with the given ones, the others published only. */
  public static SigningKeys zsks(Workshop w, List<SoftwareKey> signing, SoftwareKey... standby) {
    SigningKeys base = w.plan().keys();
    return new SigningKeys(base.dnskeySigners(), signing, List.of(standby));
  }

  /** The DNSKEY RRset signed with these keys, the data as ever. */
  public static SigningKeys ksks(Workshop w, SoftwareKey... signing) {
    return w.plan().keys().withDnskeySigners(List.of(signing));
  }
}
