package io.zonegate.verifier.zone;

/**
 * What binds a verdict to bytes.
 *
 * @param sha256 SHA-256 of the source's bytes as they were read, in lower-case hex
 * @param bytes their number
 */
public record ZoneDigest(String sha256, long bytes) {}
