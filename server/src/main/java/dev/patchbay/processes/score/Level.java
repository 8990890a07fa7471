package dev.patchbay.processes.score;

/** A score in a word. */
public enum Level {
  HEALTHY(80),
  WARNING(50),
  CRITICAL(20),
  FAILING(0);

  private final int from;

  Level(int from) {
    this.from = from;
  }

  /** Of so many points. */
  public static Level of(int points) {
    for (Level level : values()) {
      if (points >= level.from) {
        return level;
      }
    }
    return FAILING;
  }
}
