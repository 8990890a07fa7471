package dev.patchbay.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a program that is started from here begins, and whether it is left at once. */
final class StartOptions {
  @Option(names = "--cwd", paramLabel = "DIR", description = "Where to start (here).")
  private Path cwd = Path.of("");

  @Option(names = "--detach", description = "Print the terminal's id and leave it running.")
  private boolean detach;

  @Mixin private DetachOption leaving = new DetachOption();

  boolean detach() {
    return detach;
  }

  DetachKeys keys() {
    return leaving.keys();
  }

  /** What the hub is asked for with either: the folder, and the size of the user's own terminal. */
  Map<String, Object> request(Optional<LocalTerminal> local) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("cwd", cwd.toAbsolutePath().normalize().toString());
    local
        .flatMap(LocalTerminal::size)
        .ifPresent(size -> {
          request.put("cols", size.cols());
          request.put("rows", size.rows());
        });
    return request;
  }
}
