package dev.patchbay.processes.alerts;

/** Where one rule stands for one subject. */
sealed interface Standing {
  record Calm() implements Standing {}

  /** It is bad, but not for long enough. */
  record Pending(long sinceNanos) implements Standing {}

  record Raised(Alert alert) implements Standing {}

  /** It was cleared, and is not raised again for a while. */
  record Cooling(long untilNanos) implements Standing {}

  /**
   * @param alert what would be raised
   */
  static Standing next(Standing standing, boolean bad, long nanos, Alert alert) {
    AlertRule rule = alert.rule();
    return switch (standing) {
      case Calm() -> bad ? pending(nanos, nanos, alert) : standing;
      case Pending(long since) -> bad ? pending(since, nanos, alert) : new Calm();
      case Raised _ -> bad ? standing : new Cooling(nanos + rule.coolDown().toNanos());
      case Cooling(long until) when nanos - until < 0 -> standing;
      case Cooling _ -> bad ? pending(nanos, nanos, alert) : new Calm();
    };
  }

  private static Standing pending(long since, long nanos, Alert alert) {
    return nanos - since >= alert.rule().duration().toNanos()
        ? new Raised(alert)
        : new Pending(since);
  }
}
