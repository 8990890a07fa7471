package dev.patchbay.processes;

import dev.patchbay.config.Quantities;
import dev.patchbay.metrics.Machine;
import dev.patchbay.metrics.PressureStall;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Whether the machine has too much to do: a value, from which each reading makes the next. It
 * becomes so after a while, and is over once all figures have been better by a fifth for a while.
 *
 * @param reason why it has, for people; empty while it has not
 * @param turningNanos since when the figures say otherwise; empty while they agree
 */
public record Overload(Optional<String> reason, Optional<Long> turningNanos) {
  public static final Overload NONE = new Overload(Optional.empty(), Optional.empty());

  private static final double BETTER = 0.8;
  private static final double PERCENT = 100;

  /** What a reading has, and how much of it is too much; less is better of all of them. */
  private record Figure(OptionalDouble value, double threshold, DoubleFunction<String> words) {
    boolean isOver(double share) {
      return threshold > 0 && value.isPresent() && value.getAsDouble() > share * threshold;
    }

    String text() {
      return words.apply(value.orElse(0));
    }
  }

  /** What one more reading leads to. */
  public Overload next(OverloadRule rule, Machine machine, PressureStall pressure, long nanos) {
    Optional<String> over = firstOver(rule, machine, pressure, 1);
    boolean turns =
        reason.isEmpty() ? over.isPresent() : firstOver(rule, machine, pressure, BETTER).isEmpty();
    if (!turns) {
      return new Overload(reason.isPresent() ? over.or(() -> reason) : over, Optional.empty());
    }
    long since = turningNanos.orElse(nanos);
    long patience = (reason.isEmpty() ? rule.after() : rule.calm()).toNanos();
    if (nanos - since < patience) {
      return new Overload(reason, Optional.of(since));
    }
    return reason.isEmpty() ? new Overload(over, Optional.empty()) : NONE;
  }

  private static Optional<String> firstOver(
      OverloadRule rule, Machine machine, PressureStall pressure, double share) {
    return figures(rule, machine, pressure)
        .filter(figure -> figure.isOver(share))
        .map(Figure::text)
        .findFirst();
  }

  private static Stream<Figure> figures(
      OverloadRule rule, Machine machine, PressureStall pressure) {
    double available = PERCENT * machine.freeMemoryBytes() / Math.max(1, machine.memoryBytes());
    return Stream.of(
        // Turned round, so that less is better here as well.
        new Figure(
            OptionalDouble.of(1 / Math.max(1e-9, available)),
            rule.memoryAvailable() == 0 ? 0 : 1 / rule.memoryAvailable(),
            _ ->
                "%s %% of the machine's memory is available, less than %s %%"
                    .formatted(
                        Quantities.number(available), Quantities.number(rule.memoryAvailable()))),
        new Figure(
            pressure.memory(),
            rule.memoryPressure(),
            value ->
                "something waits for memory in %s %% of the time, more than %s %%"
                    .formatted(Quantities.number(value), Quantities.number(rule.memoryPressure()))),
        new Figure(
            pressure.cpu(),
            rule.cpuPressure(),
            value ->
                "something waits for a processor in %s %% of the time, more than %s %%"
                    .formatted(Quantities.number(value), Quantities.number(rule.cpuPressure()))),
        new Figure(
            machine.load() < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(machine.load() / machine.cores()),
            rule.load(),
            value ->
                "the load is %s a core, more than %s"
                    .formatted(Quantities.number(value), Quantities.number(rule.load()))));
  }
}
