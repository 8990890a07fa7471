package dev.patchbay.detectors;

import java.time.Instant;

/**
 * What an installer says of the newest version on its own channel.
 *
 * @param installed as the installer numbers it
 * @param newer whether the latest is newer than what is installed
 */
public record Update(
    String installer, String installed, String latest, boolean newer, Instant checkedAt) {}
