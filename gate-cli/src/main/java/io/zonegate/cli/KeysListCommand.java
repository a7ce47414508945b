package io.zonegate.cli;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenObject;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate keys list}. */
final class KeysListCommand extends Command {
  KeysListCommand() {
    super("keys list", "List the keys with their states, and the key objects on every token", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    HsmConfig config = HsmOptions.config(invocation);
    PrintStream out = invocation.console().out();
    return HsmOptions.withTokens(
        config,
        tokens -> {
          KeyStates.print(out, config);
          if (Files.exists(config.keys())) {
            KeySet keys = HsmOptions.keys(config);
            Bundles.print(out, invocation.policy(), config, keys, invocation.started());
          }
          for (Token token : tokens.reachable()) {
            List<TokenObject> objects = token.list();
            String group = token.config().group();
            out.println(
                token
                    + (group.isEmpty() ? "" : ", group " + group)
                    + ": "
                    + objects.size()
                    + " key objects");
            objects.forEach(object -> print(out, object));
          }
          for (HsmException unreachable : tokens.unreachable()) {
            invocation.console().err().println("zonegate: " + unreachable.getMessage());
          }
          return tokens.unreachable().isEmpty() ? ExitCode.PASS : ExitCode.UNDECIDED;
        });
  }

  private static void print(PrintStream out, TokenObject object) {
    String secrecy =
        !object.privateKey()
            ? ""
            : (object.sensitive() ? " sensitive" : " NOT SENSITIVE")
                + (object.extractable() ? " EXTRACTABLE" : " not extractable")
                + (object.hasPublicObject() ? "" : " without public key object");
    out.printf(
        "  %-7s %-8s %5d bits  id %s  label \"%s\"%s%n",
        object.privateKey() ? "private" : "public",
        object.kind(),
        object.bits(),
        object.id().isEmpty() ? "-" : object.id(),
        object.label(),
        secrecy);
  }
}
