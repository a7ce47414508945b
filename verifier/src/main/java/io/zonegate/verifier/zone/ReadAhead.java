package io.zonegate.verifier.zone;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a stream in a thread of its own, a few buffers ahead of whoever takes the octets: input,
 * unpacking and digest are done beside the parser. What goes wrong in that thread is thrown to the
 * taker, in its place behind the octets that were read before.
 *
 * <p>A read that never returns does not hold up {@link #close}; the thread is a daemon.
 */
final class ReadAhead extends InputStream {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BUFFERS = 4;

  /** Octets, or what ended them: an end without a failure is the end of the stream. */
  private static final class Piece {
    private final byte[] octets;
    private final int length;
    private final Throwable failure;

    Piece(byte[] octets, int length, Throwable failure) {
      this.octets = octets;
      this.length = length;
      this.failure = failure;
    }

    boolean isEnd() {
      return octets == null;
    }
  }

  private final InputStream in;
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread thread;
  private Piece piece = new Piece(new byte[0], 0, null);
  private int position;

  /**
   * Starts to read.
   *
   * @param in belongs to the new thread until {@link #read} has answered that the end has come; not
   *     closed here
   */
  ReadAhead(InputStream in) {
    this.in = in;
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(new byte[BUFFER_BYTES]);
    }
    thread = new Thread(this::fill, "zonegate-read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void fill() {
    try {
      Throwable failure = null;
      try {
        pieces();
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
      full.put(new Piece(null, 0, failure));
    } catch (InterruptedException e) {
      // Closed: nobody takes anything any more.
      Thread.currentThread().interrupt();
    }
  }

  private void pieces() throws IOException, InterruptedException {
    while (true) {
      byte[] octets = empty.take();
      int length = in.read(octets, 0, octets.length);
      if (length < 0) {
        return;
      }
      full.put(new Piece(octets, length, null));
    }
  }

  /** Makes {@link #piece} one that has octets left; false at the end. */
  private boolean advance() throws IOException {
    while (!piece.isEnd() && position == piece.length) {
      try {
        if (piece.octets.length == BUFFER_BYTES) {
          empty.put(piece.octets);
        }
        piece = full.take();
        position = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading");
      }
    }
    if (!piece.isEnd()) {
      return true;
    }
    if (piece.failure instanceof IOException failure) {
      throw failure;
    }
    if (piece.failure instanceof RuntimeException failure) {
      throw failure;
    }
    if (piece.failure instanceof Error failure) {
      throw failure;
    }
    return false;
  }

  @Override
  public int read() throws IOException {
    return advance() ? piece.octets[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int taken = Math.min(length, piece.length - position);
    System.arraycopy(piece.octets, position, bytes, offset, taken);
    position += taken;
    return taken;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
