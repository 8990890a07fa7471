package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.output.OutputLine;
import dev.patchbay.processes.spec.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is kept of an incarnation that ended as it should not have. Made of maps, for JSON. */
final class Crash {
  static final int LINES = 200;

  /** The last words of runtimes that give up by themselves. */
  private static final Map<String, Pattern> PANICS =
      Map.of(
          "go", Pattern.compile("^(panic: |fatal error: )"),
          "rust", Pattern.compile("^thread '.*' panicked at|^thread '.*' \\(\\d+\\) panicked at"),
          "python", Pattern.compile("^Traceback \\(most recent call last\\):"),
          "java",
              Pattern.compile(
                  "^Exception in thread \"|^# A fatal error has been detected by the Java Runtime"),
          "node", Pattern.compile("^Node\\.js v\\d+|^FATAL ERROR: .*JavaScript heap"));

  private Crash() {}

  /**
   * @param ending why it ended, as the hub sees it
   * @param how what the system said
   * @param lines the newest of its output
   */
  static Map<String, Object> of(
      ProcessSpec spec,
      Live live,
      Ending ending,
      Ending how,
      Instant at,
      Duration lived,
      List<OutputLine> lines) {
    Map<String, Object> crash = new LinkedHashMap<>();
    Optional<String> panic = panic(ending, lines);
    crash.put("time", at.toString());
    crash.put("generation", live.generation());
    crash.put("pid", live.child().pid());
    crash.put("reason", panic.isPresent() ? "panic" : reason(ending));
    panic.ifPresent(runtime -> crash.put("runtime", runtime));
    crash.put("detail", Words.of(ending));
    crash.put("end", Words.of(how));
    crash.put("startedAt", live.startedAt().toString());
    crash.put("ranMillis", lived.toMillis());
    crash.put("command", spec.run().command());
    crash.put("environment", spec.run().env().keySet().stream().sorted().toList());
    crash.put(
        "limits",
        live.limits().reports().stream()
            .map(report -> report.name().key() + " " + report.limit().text())
            .toList());
    coreFile(spec, live, how).ifPresent(path -> crash.put("core", path));
    crash.put(
        "output",
        lines.stream()
            .map(line ->
                Map.of(
                    "time", line.time().toString(),
                    "stream", line.source().name().toLowerCase(java.util.Locale.ROOT),
                    "text", line.text()))
            .toList());
    return crash;
  }

  /** In the words of the contract. */
  static String reason(Ending ending) {
    return switch (ending) {
      case Ending.Code _ -> "exit-code";
      case Ending.Signal _ -> "signal";
      case Ending.Limit _ -> "resource-limit";
      case Ending.TimedOut _ -> "timeout";
      case Ending.Unhealthy _ -> "health";
      case Ending.Daemonized _ -> "daemonized";
      case Ending.NotStarted _ -> "error";
      case Ending.Unknown _ -> "unknown";
    };
  }

  /** Only what ended by its own doing can have panicked. */
  private static Optional<String> panic(Ending ending, List<OutputLine> lines) {
    boolean byItself =
        switch (ending) {
          case Ending.Code _ -> true;
          case Ending.Signal(String name, _) -> name.equals("ABRT");
          case Ending.Limit _,
              Ending.TimedOut _,
              Ending.Unhealthy _,
              Ending.Daemonized _,
              Ending.NotStarted _,
              Ending.Unknown _ ->
              false;
        };
    if (!byItself) {
      return Optional.empty();
    }
    return lines.reversed().stream()
        .flatMap(line ->
            PANICS.entrySet().stream()
                .filter(panic -> panic.getValue().matcher(line.plain()).find())
                .map(Map.Entry::getKey))
        .findFirst();
  }

  /** Where the kernel writes core files into the program's own folder, as plain patterns do. */
  private static Optional<String> coreFile(ProcessSpec spec, Live live, Ending how) {
    if (!(how instanceof Ending.Signal(_, boolean dumped) && dumped)) {
      return Optional.empty();
    }
    Path folder = Path.of(spec.run().cwd().orElse(System.getProperty("user.home")));
    return Stream.of("core." + live.child().pid(), "core")
        .map(folder::resolve)
        .filter(Files::exists)
        .map(Path::toString)
        .findFirst();
  }
}
