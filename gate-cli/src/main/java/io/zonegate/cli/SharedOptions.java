package io.zonegate.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options that several commands have, each defined once. */
final class SharedOptions {
  private SharedOptions() {}

  /** The command's own options and those that every command has. */
  static Options of(Command command) {
    Options all = new Options();
    command.options().getOptions().forEach(all::addOption);
    all.addOption(
        argument("policy", "FILE", "policy file (TOML); zonegate policy example shows one"));
    String forms = command.writesJson() ? "text|json" : "text";
    all.addOption(argument("format", forms, "form of the report on standard output"));
    all.addOption(
        Option.builder("q").longOpt("quiet").desc("only what is not as it should be").get());
    all.addOption(
        Option.builder("v")
            .longOpt("verbose")
            .desc("explain findings; show where errors come from")
            .get());
    all.addOption(flag("no-color", "no colours; the variable NO_COLOR does the same"));
    all.addOption(Option.builder("h").longOpt("help").desc("this help").get());
    return all;
  }

  static Option argument(String name, String value, String text) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(text).get();
  }

  static Option flag(String name, String text) {
    return Option.builder().longOpt(name).desc(text).get();
  }

  static Option origin() {
    return argument("origin", "ZONE", "name of the zone; else from its SOA record");
  }

  /** Who stands for what a command does, see {@link Invocation#by}. */
  static Option by(String book) {
    return argument("by", "NAME", "who says so, for " + book + "; else the account");
  }

  static Option at() {
    return argument("at", "TIME", "the clock: RFC 3339 or YYYYMMDDhhmmss (UTC); else now");
  }

  static Option tsig(String text) {
    return argument("tsig", "FILE", text);
  }

  static Option history() {
    return argument("history", "DIR", "folder of the history of releases; else from the policy");
  }

  static Option hsm() {
    return argument("hsm", "FILE", "tokens (TOML); default hsm.toml");
  }

  /** Adds what says which parent DS set a zone is held against. */
  static void parent(Options options) {
    options.addOption(
        argument("ds", "FILE", "DS or DNSKEY records at the parent, as a dsset- file"));
    options.addOption(
        argument(
            "trust-anchor", "FILE", "keys to trust: DS or DNSKEY records, or root-anchors.xml"));
    options.addOption(parentServers());
    options.addOption(flag("no-parent", "do not judge the way from the parent"));
  }

  static Option parentServers() {
    return argument(
        "parent-ds-from",
        "SERVER[:PORT],..",
        "ask the parent's servers for the DS set; all must agree");
  }

  /** Adds what leaves checks out, for a look; what is to be published is judged by all. */
  static void selection(Options options) {
    options.addOption(
        argument("only", "ID,..", "run these checks and those that cannot be switched off"));
    options.addOption(argument("without", "ID,..", "leave these checks out"));
  }

  /** Adds what says how a zone is judged. */
  static void judgement(Options options) {
    options.addOption(
        argument("previous", "FILE", "the zone released before, to compare with; or axfr://..."));
    options.addOption(tsig("key for zone transfers, in BIND's form; mode 0600"));
    options.addOption(history());
    options.addOption(argument("deadline", "TIME", "UNDECIDED if not done by then; default 300s"));
    options.addOption(argument("threads", "N", "threads; default one per core"));
    options.addOption(
        argument(
            "second-opinion", "TOOL,..", "also ask dnssec-verify, ldns-verify-zone, kzonecheck"));
    options.addOption(flag("paranoid", "have the library verify every signature too; slower"));
  }

  /** Adds what says where reports go. */
  static void reports(Options options) {
    options.addOption(argument("junit", "FILE", "write a JUnit XML report"));
    options.addOption(argument("json", "FILE", "write a JSON report"));
    options.addOption(
        argument("report-dir", "DIR", "write COMMAND.txt, .json and .xml into this folder"));
  }

  /** Adds the reports that show the judged zone too. */
  static void zoneReports(Options options) {
    html(options);
    prom(options);
  }

  /** Adds the metrics. */
  static void prom(Options options) {
    options.addOption(argument("prom", "FILE", "write metrics for node_exporter into this file"));
  }

  /** Adds the page. */
  static void html(Options options) {
    options.addOption(argument("html", "DIR", "write a page for a browser into this folder"));
  }

  /** Adds the line for monitoring, in place of the report on standard output. */
  static void nagios(Options options) {
    options.addOption(flag("nagios", "one line and exit code for Nagios"));
  }
}
