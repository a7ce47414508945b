package io.zonegate.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command has of the outside world.
 *
 * @param in standard input
 * @param out standard output: reports
 * @param err standard error: what goes wrong, and what is going on
 * @param environment environment variables
 * @param clock the system's clock; read once a command, unless {@code --at} is given
 * @param terminal whether standard output is a terminal
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Supplier<Instant> clock,
    boolean terminal) {}
