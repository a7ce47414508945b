package io.zonegate.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final int KSK = 801;
  private static final int ZSK = 802;
  private static final int NEW_KSK = 803;
  private static final int NEW_ZSK = 804;

  private static CacheTimeline.Published<DnskeyRrset> keys(long expires, int[] keys, int... by) {
    return new CacheTimeline.Published<>(Parts.keys(keys, by), 30, expires, expires);
  }

  private static void release(
      CacheTimeline timeline, long at, CacheTimeline.Published<DnskeyRrset> keys, int zsk) {
    timeline.release(at, "at " + at, keys, List.of(Parts.ttl(30, Parts.data(zsk))));
  }

  private static Exposure of(CacheTimeline timeline, int key) {
    return Exposure.of(timeline.caches(10_000), "key" + key);
  }

  @Test
  @DisplayName("A ZSK: until caches drop the DNSKEY RRset, or its signature expires")
  void zsk() {
    CacheTimeline timeline = new CacheTimeline(20, 5);
    timeline.parent(0, "DS", Parts.ttl(100, Parts.ds(KSK)));
    release(timeline, 0, keys(5_000, new int[] {KSK, ZSK}, KSK), ZSK);
    release(timeline, 1_000, keys(6_000, new int[] {KSK, ZSK, NEW_ZSK}, KSK), ZSK);
    release(timeline, 2_000, keys(7_000, new int[] {KSK, NEW_ZSK}, KSK), NEW_ZSK);

    // Gone at 2000, from the slowest server within second 2019, cached for 30.
    assertThat(of(timeline, ZSK)).isEqualTo(new Exposure(2_050, 6_001, false));
    assertThat(of(timeline, NEW_ZSK).caches()).isGreaterThan(6_000);
  }

  @Test
  @DisplayName("A KSK: until caches drop its DS, whatever the zone has")
  void ksk() {
    CacheTimeline timeline = new CacheTimeline(20, 5);
    timeline.parent(0, "old DS", Parts.ttl(100, Parts.ds(KSK)));
    timeline.parent(3_000, "new DS", Parts.ttl(100, Parts.ds(NEW_KSK)));
    release(timeline, 0, keys(5_000, new int[] {KSK, ZSK}, KSK), ZSK);
    release(timeline, 1_000, keys(6_000, new int[] {KSK, NEW_KSK, ZSK}, KSK, NEW_KSK), ZSK);
    release(timeline, 3_500, keys(7_000, new int[] {NEW_KSK, NEW_ZSK}, NEW_KSK), NEW_ZSK);

    assertThat(of(timeline, KSK).caches()).isEqualTo(3_550);
    assertThat(of(timeline, KSK).byParent()).isTrue();
    // The new KSK has signed a DNSKEY RRset with both, which leads on to the old ones for longer.
    assertThat(of(timeline, KSK).replay()).isEqualTo(6_001);
    assertThat(of(timeline, ZSK).replay()).isEqualTo(6_001);
    assertThat(of(timeline, NEW_KSK).caches()).isEqualTo(Lifetime.FOREVER);
  }

  @Test
  @DisplayName("What a DS that has gone led to is of no use any more")
  void oldDsOnly() {
    CacheTimeline timeline = new CacheTimeline(20, 5);
    timeline.parent(0, "old DS", Parts.ttl(100, Parts.ds(KSK)));
    timeline.parent(1_000, "new DS", Parts.ttl(100, Parts.ds(NEW_KSK)));
    release(timeline, 0, keys(5_000, new int[] {KSK, ZSK}, KSK), ZSK);
    release(timeline, 500, keys(6_000, new int[] {NEW_KSK, NEW_ZSK}, NEW_KSK), NEW_ZSK);

    assertThat(of(timeline, ZSK)).isEqualTo(new Exposure(550, 1_105, true));
  }
}
