package dev.patchbay.detectors.ledger;

/**
 * A version that was written down.
 *
 * @param evidence for people: where
 */
public record Recorded(String version, String evidence) {}
