package dev.patchbay.processes.score;

import dev.patchbay.processes.score.Score.Reason;
import java.time.Duration;

/** What is said of what costs health, and what may be done about it. */
final class Advice {
  private static final double PERCENT = 100;
  private static final String LOOK =
      "Read its output and its latest crash report, and mend what makes it end.";

  private Advice() {}

  static Reason failed(int lost) {
    return new Reason(lost, "it failed", LOOK + " Then start it.");
  }

  static Reason backingOff(int lost) {
    return new Reason(lost, "it waits for its next start", LOOK);
  }

  static Reason notReadyYet(int lost) {
    return new Reason(
        lost,
        "it has not been ready yet",
        "Look whether it does what its readiness probe asks for.");
  }

  static Reason notReady(int lost) {
    return new Reason(
        lost, "it is not ready", "Look whether it still does what its readiness probe asks for.");
  }

  static Reason dead(int lost, String why) {
    return new Reason(
        lost,
        "its liveness probe failed: " + why,
        "Look at what it is busy with, and whether its liveness probe asks at the right place.");
  }

  static Reason unready(int lost, String why) {
    return new Reason(
        lost,
        "its readiness probe failed: " + why,
        "Look at its output for what keeps it from answering its readiness probe.");
  }

  static Reason restarted(int lost, int restarts) {
    return new Reason(
        lost, restarts + (restarts == 1 ? " restart" : " restarts") + " in the last hour", LOOK);
  }

  static Reason exceeded(int lost, String limit, int count) {
    return new Reason(
        lost,
        "its %s limit was exceeded %s in the last 10 minutes"
            .formatted(limit, count == 1 ? "once" : count + " times"),
        "Raise limits." + limit + ", or find out what takes so much.");
  }

  static Reason pressed(int lost, Signs.Pressure pressure) {
    String roomier = pressure.roomier().isEmpty() ? "" : " to " + pressure.roomier();
    return new Reason(
        lost,
        "%s at %d %% of its limit"
            .formatted(pressure.limit(), Math.round(pressure.share() * PERCENT)),
        "Raise limits." + pressure.limit() + roomier + ", or find out what takes so much.");
  }

  static Reason slow(int lost, String probe, Duration taken, Duration timeout) {
    return new Reason(
        lost,
        "its %s probe took %d of %d ms".formatted(probe, taken.toMillis(), timeout.toMillis()),
        "Give its %s probe more time, or move it to something that is cheaper to answer."
            .formatted(probe));
  }

  static Reason stalled(int lost, Stall stall) {
    long seconds = stall.lasting().toSeconds();
    return switch (stall.kind()) {
      case STOPPED ->
          new Reason(
              lost,
              "it is stopped by a signal, for " + seconds + " s",
              "Send it the signal CONT to have it go on.");
      case TRACED ->
          new Reason(
              lost,
              "a debugger holds it, for " + seconds + " s",
              "Have the debugger let it go on, or detach it.");
      case STUCK ->
          new Reason(
              lost,
              "it waits in the kernel where no signal reaches it, for " + seconds + " s",
              "Look at the disk or the network file system that it uses.");
      case SPINNING ->
          new Reason(
              lost,
              "its main thread is busy all the time while its probes are late",
              "Look at what its main thread does, such as by a profile or a dump of its threads,"
                  + " and move that elsewhere.");
    };
  }
}
