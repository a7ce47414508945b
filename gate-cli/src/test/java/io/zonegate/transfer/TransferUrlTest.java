package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferUrlTest {
  @ParameterizedTest
  @CsvSource({
    "axfr://127.0.0.1/example,axfr://127.0.0.1/example.",
    "axfr://127.0.0.1:53/example.,axfr://127.0.0.1/example.",
    "axfr://ns.example:5300/A.example,axfr://ns.example:5300/A.example.",
    "axfr://[2001:db8::1]/.,axfr://[2001:db8::1]/.",
    "axfr://[::1]:5300/1/2.in-addr.arpa,axfr://[::1]:5300/1/2.in-addr.arpa.",
  })
  void readsAndReadsBack(String text, String shown) {
    TransferUrl url = TransferUrl.parse(text).orElseThrow();
    assertThat(url).hasToString(shown);
    assertThat(TransferUrl.parse(shown)).contains(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "axfr://",
        "axfr://127.0.0.1",
        "axfr://127.0.0.1/",
        "axfr:///example",
        "axfr://::1/example",
        "axfr://[::1/example",
        "axfr://127.0.0.1:0/example",
        "axfr://127.0.0.1:65536/example",
        "axfr://127.0.0.1/a..b",
        "ixfr://127.0.0.1/example",
      })
  void refusesOthers(String text) {
    assertThat(TransferUrl.parse(text)).isEmpty();
  }
}
