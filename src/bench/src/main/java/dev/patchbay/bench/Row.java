package dev.patchbay.bench;

/**
 * A line of the table; each cell as it is to be read.
 *
 * @param goal what the hub is meant to reach, or empty
 * @param verdict whether it does, or empty where there is no goal
 */
record Row(String what, String goal, String hub, String raw, String ttyd, String verdict) {
  static final String NOT_APPLICABLE = "–";
  static final String NOT_FOUND = "not found here";

  /** A line in which no peer takes part. */
  static Row alone(String what, String goal, String hub, String verdict) {
    return new Row(what, goal, hub, NOT_APPLICABLE, NOT_APPLICABLE, verdict);
  }

  /** A figure that only explains others. */
  static Row remark(String what, String hub) {
    return alone(what, "", hub, "");
  }

  static String atLeast(double figure, double goal) {
    return figure >= goal ? "met" : missed(1 - figure / goal);
  }

  static String atMost(double figure, double goal) {
    return figure <= goal ? "met" : missed(figure / goal - 1);
  }

  private static String missed(double share) {
    return "missed by " + Figures.number(0, 100 * share) + " %";
  }

  static String heading() {
    return """
    | what | goal | Patchbay | raw reader in C | ttyd | |
    | --- | --- | --- | --- | --- | --- |\
    """;
  }

  String markdown() {
    return "| " + String.join(" | ", what, goal, hub, raw, ttyd, verdict) + " |";
  }
}
