package dev.patchbay.processes.score;

import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.score.Signs.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of a process that is to run.
 *
 * @param points from 0, failed, to 100, nothing to complain of
 * @param reasons why it is not 100, what cost most first
 */
public record Score(int points, List<Reason> reasons) {
  private static final int BEST = 100;
  private static final int BACKING_OFF = 60;
  private static final int NOT_READY = 40;
  private static final int NOT_READY_YET = 20;
  private static final int LIVENESS = 30;
  private static final int READINESS = 10;
  private static final int RESTART = 5;
  private static final int RESTARTS = 40;

  /** From this share of a limit on it counts, and costs this much once all is taken. */
  private static final double PRESSED = 0.8;

  private static final int PRESSURE = 30;

  /** The same of the time that a probe may take. */
  private static final double SLOW = 0.25;

  private static final int SLOWNESS = 20;
  private static final double PERCENT = 100;

  /**
   * @param lost points
   * @param text for people
   */
  public record Reason(int lost, String text) {}

  public Score {
    reasons =
        reasons.stream()
            .filter(reason -> reason.lost > 0)
            .sorted((a, b) -> b.lost - a.lost)
            .toList();
  }

  /** Empty for what rests or waits to start: there is nothing to judge. */
  public static Optional<Score> of(Signs signs) {
    return switch (signs.phase()) {
      case Phase.Queued _, Phase.Stopping _, Phase.Stopped _, Phase.Gone _ -> Optional.empty();
      case Phase.Failed _ -> Optional.of(new Score(0, List.of(new Reason(BEST, "it failed"))));
      case Phase.BackingOff _ ->
          Optional.of(less(signs, new Reason(BACKING_OFF, "it waits for its next start")));
      case Phase.Starting _ ->
          Optional.of(less(signs, new Reason(NOT_READY_YET, "it has not been ready yet")));
      case Phase.Running(boolean ready) ->
          Optional.of(less(signs, new Reason(ready ? 0 : NOT_READY, "it is not ready")));
    };
  }

  private static Score less(Signs signs, Reason first) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(first);
    complaint(signs.liveness())
        .ifPresent(why -> reasons.add(new Reason(LIVENESS, "its liveness probe failed: " + why)));
    if (first.lost == 0) {
      complaint(signs.readiness())
          .ifPresent(
              why -> reasons.add(new Reason(READINESS, "its readiness probe failed: " + why)));
    }
    reasons.add(
        new Reason(
            Math.min(RESTARTS, RESTART * signs.restarts()),
            signs.restarts()
                + (signs.restarts() == 1 ? " restart" : " restarts")
                + " in the last hour"));
    for (Signs.Pressure pressure : signs.pressures()) {
      reasons.add(
          new Reason(
              graded(pressure.share(), PRESSED, PRESSURE),
              pressure.limit()
                  + " at "
                  + Math.round(pressure.share() * PERCENT)
                  + " % of its limit"));
    }
    signs.liveness().ifPresent(answer -> reasons.add(slowness("liveness", answer)));
    signs.readiness().ifPresent(answer -> reasons.add(slowness("readiness", answer)));
    int lost = reasons.stream().mapToInt(Reason::lost).sum();
    return new Score(Math.max(0, BEST - lost), reasons);
  }

  private static Optional<String> complaint(Optional<Answer> answer) {
    return answer.flatMap(Answer::complaint);
  }

  private static Reason slowness(String probe, Answer answer) {
    Duration taken = answer.latency().orElse(Duration.ZERO);
    return new Reason(
        graded(taken.toNanos() / (double) answer.timeout().toNanos(), SLOW, SLOWNESS),
        "its "
            + probe
            + " probe took "
            + taken.toMillis()
            + " of "
            + answer.timeout().toMillis()
            + " ms");
  }

  /** Nothing up to a share, then ever more, and all of it from 1 on. */
  private static int graded(double share, double from, int most) {
    double over = (Math.min(1, share) - from) / (1 - from);
    return (int) Math.round(Math.max(0, over) * most);
  }
}
