package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SigningStateTest {

  private final SigningState state = new SigningState();

  @Test
  void whatIsSoIsNotWaitedForEvenAfterAnError() {
    state.guard(
        () -> {
          throw new IllegalArgumentException("first");
        });
    state.await(() -> true);
    assertThat(state.stopped()).isTrue();
  }

  @Test
  void theFirstErrorIsToldAndLaterOnesAreNot() {
    state.guard(() -> {});
    assertThat(state.stopped()).isFalse();
    state.guard(
        () -> {
          throw new IllegalArgumentException("first");
        });
    state.guard(
        () -> {
          throw new IllegalArgumentException("second");
        });
    assertThatThrownBy(() -> state.await(() -> false)).hasMessage("first");
  }

  @Test
  void aThreadThatDiesIsToldToo() {
    state.guard(
        () -> {
          throw new StackOverflowError("deep");
        });
    assertThatThrownBy(() -> state.await(() -> false))
        .hasMessage("A signing thread died")
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void whoWaitsIsWokenByWhatComesAndByTheEnd() throws Exception {
    AtomicBoolean so = new AtomicBoolean();
    CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> state.await(so::get));
    so.set(true);
    state.changed();
    waits.get();

    CompletableFuture<Void> waitsForEver =
        CompletableFuture.runAsync(() -> state.await(() -> false));
    state.stop();
    assertThatThrownBy(waitsForEver::get).hasRootCauseMessage("Signing was stopped before its end");
  }
}
