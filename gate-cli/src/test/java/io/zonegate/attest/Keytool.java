package io.zonegate.attest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the gate's key as an operator does. */
public final class Keytool {
  private Keytool() {}

  /**
   * Makes {@code NAME.p12}, {@code NAME.password} and the certificate {@code NAME.pem}.
   *
   * @return the PKCS#12 file
   */
  public static Path key(Path folder, String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path password = Files.writeString(folder.resolve(name + ".password"), "secret123\n");
    List<String> common =
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-alias", "gate");
    run(
        common,
        password,
        "-genkeypair",
        "-keyalg",
        algorithm,
        "-dname",
        "CN=gate",
        "-validity",
        "3650");
    run(common, password, "-exportcert", "-rfc", "-file", folder.resolve(name + ".pem").toString());
    return store;
  }

  private static void run(List<String> common, Path password, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(common);
    command.addAll(List.of("-storepass:file", password.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
