package dev.patchbay.health;

import java.time.Duration;

/** What one check found, and how long it took. */
public record CheckResult(Verdict verdict, Duration taken) {}
