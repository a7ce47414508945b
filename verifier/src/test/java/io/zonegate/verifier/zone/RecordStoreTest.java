package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
  private static final byte[] RDATA = {1, 2, 3, 4, 5, 6, 7, 8};

  private final RecordStore records = new RecordStore();

  private int append(int ttl, int position) {
    return records.append(ttl, position, RecordType.A, RDATA, 0, RDATA.length);
  }

  @Test
  void moreTtlsThanAnOctetCanNumberAreKept() {
    Random random = new Random(1);
    int[] ttls = new int[5_000];
    int[] refs = new int[ttls.length];
    for (int i = 0; i < ttls.length; i++) {
      ttls[i] = i % 3 == 0 ? 3600 : random.nextInt() & Integer.MAX_VALUE;
      refs[i] = append(ttls[i], i);
    }
    for (int i = 0; i < ttls.length; i++) {
      assertThat(records.ttl(refs[i])).isEqualTo(ttls[i]);
    }
  }

  @Test
  void the255thTtlIsTheLastOfTheKnownOnes() {
    int[] refs = new int[258];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = append(i, 0);
    }
    for (int i = 0; i < refs.length; i++) {
      assertThat(records.ttl(refs[i])).isEqualTo(i);
    }
    assertThat(records.ttl(append(7, 0))).isEqualTo(7);
    assertThat(records.ttl(append(256, 0))).isEqualTo(256);
  }

  @Test
  void positionsAreKeptWhateverTheirDistance() {
    int[] steps = {0, 1, 254, 255, 256, 257, 70_000, 1, 0, 20_000_000};
    int[] refs = new int[20_000];
    int[] positions = new int[refs.length];
    int position = 1;
    for (int i = 0; i < refs.length; i++) {
      position += i % 1_000 < steps.length ? steps[i % 1_000] : 1;
      positions[i] = position;
      refs[i] = append(60, position);
    }
    for (int i = 0; i < refs.length; i++) {
      assertThat(records.position(refs[i])).isEqualTo(positions[i]);
    }
  }

  @Test
  void recordsOfManyChunksFollowEachOther() {
    byte[] large = new byte[60_000];
    int[] refs = new int[700];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = records.append(i, i, i, large, 0, large.length - i);
    }
    for (int i = 0; i < refs.length; i++) {
      int next = i + 1 < refs.length ? refs[i + 1] : records.end();
      assertThat(records.next(refs[i])).isEqualTo(next);
      assertThat(records.type(refs[i])).isEqualTo(i);
      assertThat(records.position(refs[i])).isEqualTo(i);
      assertThat(records.ttl(refs[i])).isEqualTo(i);
    }
    assertThat(records.size()).isGreaterThan(700L * 59_300);
  }

  @Test
  void signatureSortsRightBehindWhatItCovers() {
    byte[] covers = {0, 28, 13, 2};
    int signature = records.append(1, 1, RecordType.RRSIG, covers, 0, covers.length);
    int data = records.append(1, 1, 28, RDATA, 0, 4);
    assertThat(records.sortKey(data)).isEqualTo(56);
    assertThat(records.sortKey(signature)).isEqualTo(57);
  }
}
