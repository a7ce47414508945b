package io.zonegate.policy;

import java.nio.file.Path;

/**
 * The key that the gate signs attestations with.
 *
 * @param key PKCS#12 file with one Ed25519 key
 * @param passwordFile file whose first line is its password
 */
public record AttestSettings(Path key, Path passwordFile) {}
