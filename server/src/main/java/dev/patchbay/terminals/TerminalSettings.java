package dev.patchbay.terminals;

import dev.patchbay.terminals.screen.ScreenSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of terminals.
 *
 * @param replayBytes output retained for each, at most; memory is taken as it is needed
 * @param memoryBytes heap that the screens and the retained output of all may take; beyond it,
 *     those of ended ones go to files
 * @param screen how each keeps its picture
 * @param max how many there may be, ended ones that are still shown included
 * @param stopGrace how long a program may take to end when asked, before it is killed
 * @param keepExited how long an ended one stays
 * @param pass names of the hub's own environment that programs get; a trailing * stands for any
 *     rest
 * @param set what is added to every program's environment
 * @param shellIntegration whether shells mark their prompts and commands unless asked otherwise
 */
public record TerminalSettings(
    int replayBytes,
    long memoryBytes,
    ScreenSettings screen,
    int max,
    Duration stopGrace,
    Duration keepExited,
    List<String> pass,
    Map<String, String> set,
    boolean shellIntegration) {
  private static final int MIN_REPLAY_BYTES = 64 * 1024;
  private static final int MAX_REPLAY_BYTES = 64 * 1024 * 1024;

  private static final long MIN_MEMORY_BYTES = 1024 * 1024;

  /** The rest is for connections, requests, snapshots on their way, and the collector's room. */
  private static final double MEMORY_SHARE = 0.4;

  public TerminalSettings {
    if (replayBytes < MIN_REPLAY_BYTES || replayBytes > MAX_REPLAY_BYTES) {
      throw new IllegalArgumentException("replay must be between 64KiB and 64MiB");
    }
    if (memoryBytes < MIN_MEMORY_BYTES) {
      throw new IllegalArgumentException("memory must be at least 1MiB");
    }
    if (max < 1) {
      throw new IllegalArgumentException("max must be at least 1");
    }
    if (stopGrace.isNegative() || stopGrace.compareTo(Duration.ofSeconds(8)) > 0) {
      throw new IllegalArgumentException("stop-grace must be between 0s and 8s");
    }
    if (keepExited.isNegative()) {
      throw new IllegalArgumentException("keep-exited must not be negative");
    }
    pass = List.copyOf(pass);
    set = Map.copyOf(set);
  }

  /** The same with more in every environment, where it has nothing else of the name. */
  public TerminalSettings beside(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(set);
    return new TerminalSettings(
        replayBytes, memoryBytes, screen, max, stopGrace, keepExited, pass, all, shellIntegration);
  }

  public static TerminalSettings defaults() {
    return new TerminalSettings(
        1024 * 1024,
        (long) (Runtime.getRuntime().maxMemory() * MEMORY_SHARE),
        ScreenSettings.defaults(),
        2_000,
        Duration.ofSeconds(2),
        Duration.ofHours(24),
        TerminalEnvironment.PASSED_BY_DEFAULT,
        Map.of(),
        false);
  }
}
