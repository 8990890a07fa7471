package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a file from where a terminal works. */
@Command(name = "download", description = "Fetch a file from the folder that a terminal works in.")
final class DownloadCommand extends HubCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The terminal's id, the beginning of it, or its name.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "The file; a relative path starts where the terminal's program works.")
  private String path = "";

  @Option(names = "--output", paramLabel = "FILE", description = "What to store it as (its name).")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace a file of that name.")
  private boolean force;

  @Override
  int run(FoundHub hub) {
    Path named = output == null ? Path.of(Path.of(path).toFile().getName()) : output;
    Path target = named.toAbsolutePath().normalize();
    if (!force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(Failure.FAILED, "there is a " + target + " already; --force replaces it");
    }
    String terminal = Selection.find(hub.terminals(), id).id();
    String call = "/api/files?terminal=" + terminal + "&path=" + PathSegment.encode(path);
    FileTransfer.receive(hub, call, target, force);
    if (json()) {
      printJson(Json.write(Map.of("path", target.toString())));
    } else {
      System.out.println(PlainText.of(target.toString()));
    }
    return 0;
  }
}
