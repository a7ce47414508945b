package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.doctor.Doctor;
import io.zonegate.hsm.doctor.Examination;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.report.DoctorReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.xbill.DNS.Name;

/** {@code zonegate keys doctor}. */
final class KeysDoctorCommand extends Command {
  KeysDoctorCommand() {
    super(
        "keys doctor",
        "Look at files, libraries, tokens, PINs, sessions and keys, and explain every fault",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    DoctorReport report = new DoctorReport(examine(invocation));
    boolean quiet = invocation.has("quiet");
    invocation.print(invocation.json() ? report::writeJson : out -> report.writeText(out, quiet));
    return report.faults() == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private static List<Examination> examine(Invocation invocation) throws CommandException {
    List<Examination> found = new ArrayList<>();
    Path file = HsmOptions.file(invocation);
    HsmConfig config;
    try {
      config = HsmConfigFile.read(file);
    } catch (ConfigException e) {
      e.getMessage()
          .lines()
          .forEach(
              line ->
                  found.add(
                      Examination.fault(
                          "file " + file,
                          line,
                          "Correct it; \"keys init --vendor NAME\" writes an example. Then run \"keys"
                              + " doctor\" again.")));
      return found;
    }
    found.add(Examination.sound("file " + file, config.tokens().size() + " tokens"));
    KeySet keys = keys(config, found);
    register(config, found);
    bundles(config, keys, found);
    found.addAll(Doctor.examine(config, keys, HsmOptions::ask, new SecureRandom()));
    return found;
  }

  private static KeySet keys(HsmConfig config, List<Examination> found) {
    String thing = "key set " + config.keys();
    if (!Files.exists(config.keys())) {
      found.add(
          Examination.fault(
              thing,
              "is not there",
              "Make keys: zonegate keys generate --zone ZONE; or correct \"keys\" in hsm.toml."));
      return KeySet.empty(Name.root);
    }
    try {
      KeySet keys = KeySetFile.read(config.keys());
      found.add(Examination.sound(thing, keys.keys().size() + " keys of " + keys.zone()));
      return keys;
    } catch (ConfigException e) {
      found.add(
          Examination.fault(thing, e.getMessage(), "Restore it from a copy, or correct the line."));
      return KeySet.empty(Name.root);
    }
  }

  private static void bundles(HsmConfig config, KeySet keys, List<Examination> found) {
    if (config.kskBundles().isEmpty()) {
      return;
    }
    String thing = "KSK signatures in " + config.kskBundles().get();
    try {
      int responses = Bundles.of(config, keys).orElseThrow().responses().size();
      found.add(
          responses == 0
              ? Examination.fault(
                  thing,
                  "there are none",
                  "Ask for some: zonegate keys request; nothing can be signed without them.")
              : Examination.sound(thing, responses + " responses, every signature verified"));
    } catch (CeremonyException e) {
      found.add(
          Examination.fault(thing, e.getMessage(), "Nothing is signed until this is mended."));
    } catch (IOException e) {
      found.add(
          Examination.fault(thing, IoReason.of(e), "Nothing is signed until this is mended."));
    }
  }

  private static void register(HsmConfig config, List<Examination> found) {
    String thing = "register " + config.register();
    try {
      int events = KeyBooks.read(config).events().size();
      found.add(
          Examination.sound(
              thing,
              Files.exists(config.register())
                  ? events + " events, the chain holds"
                  : "is not there yet; the next command that needs it makes it"));
    } catch (CommandException e) {
      found.add(
          Examination.fault(thing, e.getMessage(), "Nothing is signed until this is mended."));
    }
  }
}
