package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.report.monitor.PrometheusReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusReportTest {
  static Stream<JudgedZone> zones() {
    return VerdictPageTest.zones();
  }

  @Test
  void aBlock() throws IOException {
    Golden.assertSame("block.prom", text(Portraits.block()));
  }

  /** As node_exporter reads it: help and type once and before the samples, no time stamps. */
  @ParameterizedTest
  @MethodSource("zones")
  void theTextfileCollectorTakesIt(JudgedZone zone) throws IOException {
    List<String> lines = text(zone).lines().toList();
    Set<String> typed = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("# TYPE ")) {
        String name = line.split(" ")[2];
        assertThat(name).startsWith("zonegate_verdict_").doesNotEndWith("_total");
        assertThat(typed.add(name)).as(line).isTrue();
      } else if (!line.startsWith("# HELP ")) {
        assertThat(line).matches("[a-z_]+\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+\\} -?[0-9.E]+");
        assertThat(typed).contains(line.substring(0, line.indexOf('{')));
      }
    }
  }

  @Test
  void whatWasNotLearntIsLeftOut() throws IOException {
    assertThat(text(Portraits.without(Verdicts.undecided())))
        .contains("zonegate_verdict_decision{decision=\"UNDECIDED\",zone=\"\"} 1.0")
        .doesNotContain("zonegate_verdict_serial", "first_expiry");
  }

  private static String text(JudgedZone zone) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PrometheusReport(zone).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
