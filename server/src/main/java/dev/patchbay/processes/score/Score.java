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
  private static final int VIOLATION = 5;
  private static final int VIOLATIONS = 30;

  /** From this share of a limit on it counts, and costs this much once all is taken. */
  private static final double PRESSED = 0.8;

  private static final int PRESSURE = 30;

  /** The same of the time that a probe may take. */
  private static final double SLOW = 0.25;

  private static final int SLOWNESS = 20;

  /**
   * @param lost points
   * @param text for people
   * @param advice what may be done about it, for people; empty where there is nothing to say
   */
  public record Reason(int lost, String text, String advice) {}

  public Score {
    reasons =
        reasons.stream()
            .filter(reason -> reason.lost > 0)
            .sorted((a, b) -> b.lost - a.lost)
            .toList();
  }

  public Level level() {
    return Level.of(points);
  }

  /** What may be done about it, what helps most first. */
  public List<String> recommendations() {
    return reasons.stream()
        .map(Reason::advice)
        .filter(advice -> !advice.isEmpty())
        .distinct()
        .toList();
  }

  /** Empty for what rests or waits to start: there is nothing to judge. */
  public static Optional<Score> of(Signs signs) {
    return switch (signs.phase()) {
      case Phase.Queued _, Phase.Stopping _, Phase.Stopped _, Phase.Gone _ -> Optional.empty();
      case Phase.Failed _ -> Optional.of(new Score(0, List.of(Advice.failed(BEST))));
      case Phase.BackingOff _ -> Optional.of(less(signs, Advice.backingOff(BACKING_OFF)));
      case Phase.Starting _ -> Optional.of(less(signs, Advice.notReadyYet(NOT_READY_YET)));
      case Phase.Running(boolean ready) ->
          Optional.of(less(signs, Advice.notReady(ready ? 0 : NOT_READY)));
    };
  }

  private static Score less(Signs signs, Reason first) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(first);
    signs.stall().map(Score::stalled).ifPresent(reasons::add);
    complaint(signs.liveness()).ifPresent(why -> reasons.add(Advice.dead(LIVENESS, why)));
    if (first.lost == 0) {
      complaint(signs.readiness()).ifPresent(why -> reasons.add(Advice.unready(READINESS, why)));
    }
    int restarts = signs.restarts();
    reasons.add(Advice.restarted(Math.min(RESTARTS, RESTART * restarts), restarts));
    signs
        .violations()
        .forEach((limit, count) ->
            reasons.add(Advice.exceeded(Math.min(VIOLATIONS, VIOLATION * count), limit, count)));
    for (Signs.Pressure pressure : signs.pressures()) {
      reasons.add(Advice.pressed(graded(pressure.share(), PRESSED, PRESSURE), pressure));
    }
    signs.liveness().ifPresent(answer -> reasons.add(slowness("liveness", answer)));
    signs.readiness().ifPresent(answer -> reasons.add(slowness("readiness", answer)));
    int lost = reasons.stream().mapToInt(Reason::lost).sum();
    return new Score(Math.max(0, BEST - lost), reasons);
  }

  private static Reason stalled(Stall stall) {
    int lost =
        switch (stall.kind()) {
          case STOPPED, TRACED -> 60;
          case STUCK -> 50;
          case SPINNING -> 30;
        };
    return Advice.stalled(lost, stall);
  }

  private static Optional<String> complaint(Optional<Answer> answer) {
    return answer.flatMap(Answer::complaint);
  }

  private static Reason slowness(String probe, Answer answer) {
    Duration taken = answer.latency().orElse(Duration.ZERO);
    double share = taken.toNanos() / (double) answer.timeout().toNanos();
    return Advice.slow(graded(share, SLOW, SLOWNESS), probe, taken, answer.timeout());
  }

  /** Nothing up to a share, then ever more, and all of it from 1 on. */
  private static int graded(double share, double from, int most) {
    double over = (Math.min(1, share) - from) / (1 - from);
    return (int) Math.round(Math.max(0, over) * most);
  }
}
