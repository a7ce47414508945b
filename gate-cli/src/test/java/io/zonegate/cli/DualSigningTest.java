package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every RRset signed by two keys of its role, on real SoftHSM2 tokens. */
class DualSigningTest {
  @TempDir Path folder;
  private Path unsigned;
  private Path signed;
  private String hsm;
  private String policy;

  @BeforeEach
  void twoKeysOfEachRole() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    signed = folder.resolve("out.zone");
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES).toString();
    String origin = GoodZone.ORIGIN.toString();
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", origin).ends(ExitCode.PASS);
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", origin).ends(ExitCode.PASS);
    Cli.run("keys", "ds", "--hsm", hsm, "--output", folder.resolve("dsset").toString())
        .ends(ExitCode.PASS);
    policy =
        Files.writeString(
                folder.resolve("policy.toml"),
                "version = 1\n[parent]\nds = \"dsset\"\n[signatures]\nsigning-keys-per-rrset = 2\n")
            .toString();
  }

  private JsonNode redundant(ExitCode expected) throws Exception {
    Cli.run("sign", "--hsm", hsm, "--output", signed.toString(), unsigned.toString())
        .ends(ExitCode.PASS);
    String json =
        Cli.run("verify", "--policy", policy, "--format", "json", signed.toString())
            .ends(expected)
            .out();
    return ReportsOfRun.result(ReportsOfRun.json(json), "SIG-REDUNDANT");
  }

  @Test
  void twoActiveKeysOfARoleBothSign() throws Exception {
    JsonNode result = redundant(ExitCode.PASS);
    assertThat(result.get("outcome").asText()).isEqualTo("PASS");
    try (var lines = Files.lines(signed)) {
      assertThat(lines.filter(l -> l.contains(" IN RRSIG ")).count())
          .isEqualTo(2 * result.get("examined").asLong());
    }
  }

  @Test
  void oneKeyOfARoleIsFoundWhereThePolicyWantsTwo() throws Exception {
    Path keys = folder.resolve("keys.toml");
    String[] tables = Files.readString(keys).split("(?=\\[\\[key]])");
    int last = tables.length - 1;
    assertThat(tables[last]).contains("role = \"ZSK\"");
    tables[last] = tables[last].replace("active = true", "active = false");
    Files.writeString(keys, String.join("", tables));
    JsonNode result = redundant(ExitCode.BLOCK);
    assertThat(result.get("outcome").asText()).isEqualTo("FINDINGS");
    assertThat(result.get("blocks").asLong()).isEqualTo(result.get("examined").asLong() - 1);
  }
}
