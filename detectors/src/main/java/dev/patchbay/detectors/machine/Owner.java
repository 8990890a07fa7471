package dev.patchbay.detectors.machine;

import java.util.Optional;

/**
 * Who installed a program.
 *
 * @param installer id in the catalogue; empty where nobody could be found
 * @param packageName what it belongs to, where that is known
 * @param shim whether it only chooses another program, by the installer's own files
 * @param evidence for people: by what this is known
 */
public record Owner(
    Optional<String> installer, Optional<String> packageName, boolean shim, String evidence) {}
