package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files to where a terminal works. */
@Command(
    name = "upload",
    description = "Store files in the folder that a terminal's program works in, or in another.")
final class UploadCommand extends HubCommand {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to store.")
  private List<Path> files = List.of();

  @Option(
      names = "--terminal",
      paramLabel = "ID",
      description = "In that terminal's folder: its id, the beginning of it, or its name.")
  private @Nullable String terminal;

  @Option(names = "--cwd", paramLabel = "DIR", description = "In this folder.")
  private @Nullable Path cwd;

  @Option(names = "--force", description = "Replace files of the same names.")
  private boolean force;

  @Option(names = "--keep-both", description = "Give another name to a file whose name is taken.")
  private boolean keepBoth;

  @Override
  int run(FoundHub hub) {
    if (force && keepBoth) {
      throw new Failure(Failure.USAGE, "--force and --keep-both exclude each other");
    }
    String clash = force ? "replace" : keepBoth ? "keep-both" : "refuse";
    String call = "/api/files?" + where(hub) + "&clash=" + clash + "&name=";
    int exitCode = 0;
    for (Path file : files) {
      try {
        String name = file.toAbsolutePath().normalize().toFile().getName();
        String answer = FileTransfer.send(hub, call + PathSegment.encode(name), file);
        if (json()) {
          printJson(answer);
        } else if (Json.parse(answer) instanceof Map<?, ?> stored) {
          System.out.println(PlainText.of(String.valueOf(stored.get("path"))));
        }
      } catch (Failure e) {
        exitCode = complain(e.exitCode(), e);
      }
    }
    return exitCode;
  }

  private String where(FoundHub hub) {
    if (terminal != null && cwd == null) {
      return "terminal=" + Selection.find(hub.terminals(), terminal).id();
    }
    if (cwd != null && terminal == null) {
      return "folder=" + PathSegment.encode(cwd.toAbsolutePath().normalize().toString());
    }
    throw new Failure(Failure.USAGE, "say where to: --terminal or --cwd");
  }
}
