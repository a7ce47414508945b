package io.zonegate.hsm.config;

import java.nio.file.Path;

/**
 * One token of {@code hsm.toml}.
 *
 * @param label CKA label of the token, 1 to 32 octets in UTF-8, unique in the file
 * @param module absolute path of the PKCS#11 library
 * @param pin where the user PIN comes from
 */
public record TokenConfig(String label, Path module, PinSource pin) {}
