package dev.patchbay.processes;

import dev.patchbay.processes.alerts.AlertRule;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.output.Rotation;
import dev.patchbay.processes.spec.Defaults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of the supervisor.
 *
 * @param capacity how much may run
 * @param breaker when those that depend on what keeps failing are not started
 * @param keepEnded how many ended incarnations the history has
 * @param rotation how much output of each is kept
 * @param pass names of the hub's own environment that processes get; a trailing * stands for any
 *     rest
 * @param set what is added to every process's environment
 * @param sweep how often what outlived those who started it is looked for
 * @param alerts what is watched, each name once
 * @param declared what counts for processes that do not say otherwise themselves
 */
public record ProcessSettings(
    Capacity capacity,
    Breaker.Rule breaker,
    int keepEnded,
    Rotation rotation,
    List<String> pass,
    Map<String, String> set,
    Duration sweep,
    List<AlertRule> alerts,
    Defaults declared) {
  public static final List<String> PASSED_BY_DEFAULT =
      List.of(
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "PATH",
          "LANG",
          "LC_*",
          "TZ",
          "TMPDIR",
          "XDG_*",
          "JAVA_HOME");

  public ProcessSettings {
    if (keepEnded < 0) {
      throw new IllegalArgumentException("keep-ended must not be negative");
    }
    if (sweep.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("sweep must be 1s or more");
    }
    pass = List.copyOf(pass);
    set = Map.copyOf(set);
    alerts = List.copyOf(alerts);
  }

  /** The same with more in every environment, where it has nothing else of the name. */
  public ProcessSettings beside(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(set);
    return new ProcessSettings(
        capacity, breaker, keepEnded, rotation, pass, all, sweep, alerts, declared);
  }

  public static ProcessSettings defaults() {
    return new ProcessSettings(
        Capacity.defaults(),
        Breaker.Rule.USUAL,
        1_000,
        Rotation.USUAL,
        PASSED_BY_DEFAULT,
        Map.of(),
        Duration.ofMinutes(1),
        AlertRule.defaults(),
        Defaults.none());
  }
}
