package dev.patchbay.processes.spec;

import dev.patchbay.os.Signals;
import java.time.Duration;
import java.util.List;

/**
 * How it is ended.
 *
 * @param signal what asks it to: a name, a number, or such as {@code RTMIN+3}
 * @param timeout how long it may take before it is killed
 * @param command a program that is run first; none if empty
 */
public record Stop(String signal, Duration timeout, List<String> command) {
  public static final Stop USUAL = new Stop("TERM", Duration.ofSeconds(10), List.of());

  public Stop {
    var _ = knownSignal(signal);
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative");
    }
    command = List.copyOf(command);
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  static String knownSignal(String text) {
    if (Signals.number(text).isEmpty()) {
      throw new IllegalArgumentException(Signals.unknown(text));
    }
    return text;
  }

  public int signalNumber() {
    return Signals.number(signal).orElseThrow();
  }
}
