package dev.patchbay.detectors;

import dev.patchbay.bounded.UserPattern;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks a copy whether it is the tool, and for its version. Thread-safe; blocks.
 *
 * @param environment what the programs get
 * @param directory where they run
 */
record Inspector(ProbeRunner runner, Map<String, String> environment, Path directory) {
  /** Beyond this it is no version. */
  private static final int MAX_VERSION = 100;

  /** What shells and shims end with where there is no such program. */
  private static final int COMMAND_NOT_FOUND = 127;

  private static final int SIGNALLED = 128;

  /** Sequences of a terminal, which some programs print wherever they write to. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|.)");

  Version inspect(Tool tool, FoundCopy found) throws InterruptedException {
    Tool.Version asked = tool.version();
    Optional<Tool.Identity> identity = tool.mark();
    if (identity.isPresent() && !(asked.run() && identity.get().args().equals(asked.args()))) {
      ProbeResult result = run(found, identity.get().args(), asked.timeout());
      if (!isIdentified(identity.get().regex(), result)) {
        return new Version.NotTheTool("it is another program of the same name");
      }
      identity = Optional.empty();
    }
    if (!asked.run()) {
      return new Version.NotAsked();
    }
    ProbeResult result = run(found, asked.args(), asked.timeout());
    if (identity.isPresent() && !isIdentified(identity.get().regex(), result)) {
      return new Version.NotTheTool("it is another program of the same name");
    }
    return read(asked, found, result);
  }

  private ProbeResult run(FoundCopy found, List<String> args, Duration timeout)
      throws InterruptedException {
    return runner.run(new Probe(found.copy().path(), args, environment, directory, timeout));
  }

  private static boolean isIdentified(UserPattern regex, ProbeResult result) {
    return result instanceof ProbeResult.Ended(int _, String out, String err)
        && (regex.isIn(plain(out)) || regex.isIn(plain(err)));
  }

  private static Version read(Tool.Version asked, FoundCopy found, ProbeResult result) {
    return switch (result) {
      case ProbeResult.Ended(int code, String out, String err) ->
          code == 0 ? find(asked, plain(out), plain(err)) : failure(found, code);
      case ProbeResult.TimedOut _ ->
          new Version.Unknown("it did not answer within " + asked.timeout().toMillis() + " ms");
      case ProbeResult.Flooded _ -> new Version.Unknown("it printed without end");
      case ProbeResult.Failed(String reason) -> new Version.Unknown("it cannot be run: " + reason);
    };
  }

  private static Version failure(FoundCopy found, int code) {
    if (found.owner().shim() && code == COMMAND_NOT_FOUND) {
      return new Version.NotTheTool("this shim has nothing to run, by its manager's settings");
    }
    return new Version.Unknown(
        code > SIGNALLED
            ? "it was ended by signal " + (code - SIGNALLED)
            : "it ended with code " + code);
  }

  private static Version find(Tool.Version asked, String out, String err) {
    Optional<String> version =
        switch (asked.stream()) {
          case STDOUT -> asked.regex().firstGroup(out);
          case STDERR -> asked.regex().firstGroup(err);
          case ANY -> asked.regex().firstGroup(out).or(() -> asked.regex().firstGroup(err));
        };
    return version
        .filter(text -> !text.isEmpty() && text.length() <= MAX_VERSION)
        .filter(text -> text.chars().noneMatch(Character::isISOControl))
        .<Version>map(Version.Known::new)
        .orElseGet(() -> new Version.Unknown("its answer holds no version"));
  }

  private static String plain(String text) {
    return ESCAPES.matcher(text).replaceAll("");
  }
}
