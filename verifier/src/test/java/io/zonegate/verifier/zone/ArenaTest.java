package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArenaTest {
  @Test
  void octetsOfManyChunksKeepTheirPlaces() {
    Arena arena = new Arena();
    Random random = new Random(1);
    int[] refs = new int[30_000];
    int[] sizes = new int[refs.length];
    long total = 0;
    for (int i = 0; i < refs.length; i++) {
      sizes[i] = 4 + (random.nextInt(100) == 0 ? random.nextInt(65_536) : random.nextInt(200));
      refs[i] = arena.allocate(sizes[i]);
      byte[] chunk = arena.chunk(refs[i]);
      int at = Arena.offset(refs[i]);
      Bytes.put32(chunk, at, i);
      chunk[at + sizes[i] - 1] = (byte) i;
      if (sizes[i] == 4) {
        Bytes.put32(chunk, at, i);
      }
      total += sizes[i];
    }
    assertThat(total).isGreaterThan(8 << 20);
    for (int i = 0; i < refs.length; i++) {
      byte[] chunk = arena.chunk(refs[i]);
      int at = Arena.offset(refs[i]);
      if (sizes[i] > 4) {
        assertThat(Bytes.int32(chunk, at)).isEqualTo(i);
      }
      assertThat(chunk[at + sizes[i] - 1]).isEqualTo((byte) i);
    }
  }

  @Test
  void allocationAsLargeAsAChunkFitsAndIsFollowedByANewOne() {
    Arena arena = new Arena();
    int small = arena.allocate(1);
    int whole = arena.allocate(8 << 20);
    int next = arena.allocate(16);

    assertThat(arena.chunk(small)).isNotSameAs(arena.chunk(whole));
    assertThat(Arena.offset(whole)).isZero();
    assertThat(arena.chunk(whole)).hasSize(8 << 20);
    assertThat(arena.chunk(next)).isNotSameAs(arena.chunk(whole));
    assertThat(Arena.offset(next)).isZero();
  }

  @Test
  void firstChunkGrowsInPlaceUpToItsFullSize() {
    Arena arena = new Arena();
    int first = arena.allocate(8);
    arena.chunk(first)[0] = 42;
    int last = -1;
    for (int i = 1; i < 1 << 20; i++) {
      last = arena.allocate(8);
    }

    assertThat(arena.chunk(first)).hasSize(8 << 20);
    assertThat(arena.chunk(last)).isSameAs(arena.chunk(first));
    assertThat(arena.chunk(first)[0]).isEqualTo((byte) 42);
    assertThat(Arena.offset(last)).isEqualTo((8 << 20) - 8);
    assertThat(arena.chunk(arena.allocate(1))).isNotSameAs(arena.chunk(first));
  }

  @Test
  void allocationsAreFoundAgainOneBehindTheOther() {
    Arena arena = new Arena();
    Random random = new Random(2);
    int[] refs = new int[600];
    int[] sizes = new int[refs.length];
    for (int i = 0; i < refs.length; i++) {
      // Chunks that are filled to the last octet, and others.
      sizes[i] = random.nextInt(100) == 0 ? 8 << 20 : 1 + random.nextInt(60_000);
      refs[i] = arena.allocate(sizes[i]);
    }
    for (int i = 0; i + 1 < refs.length; i++) {
      assertThat(arena.next(refs[i], sizes[i])).isEqualTo(refs[i + 1]);
    }
    assertThat(arena.next(refs[599], sizes[599])).isEqualTo(arena.end());
    assertThat(arena.size()).isEqualTo(4L * arena.end());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, (8 << 20) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void impossibleSizesAreRefused(int size) {
    assertThatThrownBy(() -> new Arena().allocate(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(size));
  }
}
