package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  /** Gives the octets in pieces of random length, none at times. */
  private static InputStream pieces(byte[] octets, Random random) {
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return available() > 0 && random.nextInt(9) == 0
            ? 0
            : super.read(bytes, offset, 1 + random.nextInt(length));
      }
    };
  }

  private static InputStream failing(Throwable failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (failure instanceof IOException exception) {
          throw exception;
        }
        if (failure instanceof RuntimeException exception) {
          throw exception;
        }
        throw (Error) failure;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 18, (1 << 18) + 1, 3_000_000})
  void octetsComeAsTheyAre(int length) throws IOException {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    try (InputStream in = new ReadAhead(pieces(octets, new Random(1)))) {
      assertThat(in.readAllBytes()).isEqualTo(octets);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[3], 0, 3)).isEqualTo(-1);
    }
    try (InputStream in = new ReadAhead(new ByteArrayInputStream(octets))) {
      for (int i = 0; i < Math.min(length, 1000); i++) {
        assertThat(in.read()).isEqualTo(octets[i] & 0xff);
      }
    }
  }

  @Test
  void failureComesBehindTheOctetsBeforeItAndStays() throws IOException {
    for (Throwable failure :
        new Throwable[] {
          new IOException("disk"), new IllegalStateException("bug"), new OutOfMemoryError("heap")
        }) {
      InputStream source =
          new SequenceInputStream(new ByteArrayInputStream(new byte[7]), failing(failure));
      try (InputStream in = new ReadAhead(source)) {
        assertThat(in.readNBytes(7)).hasSize(7);
        assertThatThrownBy(in::read).isSameAs(failure);
        assertThatThrownBy(() -> in.read(new byte[2])).isSameAs(failure);
      }
    }
  }

  @Test
  void noMoreIsReadAheadThanTheBuffersHold() throws Exception {
    AtomicLong given = new AtomicLong();
    CountDownLatch full = new CountDownLatch(4);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("reads octet by octet");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            given.addAndGet(length);
            full.countDown();
            return length;
          }
        };
    try (InputStream in = new ReadAhead(endless)) {
      full.await();
      assertThat(given.get()).isEqualTo(4L << 18);
      assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);
      assertThat(given.get()).isBetween(4L << 18, 8L << 18);
    }
  }

  @Test
  void interruptedTakerDoesNotWaitForASourceThatIsSilent() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException("closed");
            }
            return -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    try (InputStream in = new ReadAhead(silent)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(in::read)
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage("interrupted while reading");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
