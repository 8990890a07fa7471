package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The way to the page. */
@Command(name = "open", description = "Print the page's URL, its secret included.")
final class OpenCommand extends HubCommand {
  private static final String REDIRECT = "open.html";

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The terminal to show: its id, the beginning of it, or its name.")
  private @Nullable String id;

  @Option(names = "--browser", description = "Open the page in the browser instead.")
  private boolean browser;

  @Override
  int run(FoundHub hub) {
    String place = id == null ? "/" : "/t/" + Selection.find(hub.terminals(), id).id();
    String url = hub.pageUrl() + place + "#token=" + hub.token().reveal();
    if (browser) {
      show(hub, url);
    }
    if (json()) {
      printJson(Json.write(Map.of("url", url)));
    } else if (!browser) {
      System.out.println(PlainText.of(url));
    }
    return 0;
  }

  /** Everybody on the machine can read a program's arguments, so the secret goes through a file. */
  private static void show(FoundHub hub, String url) {
    hub.dataDir()
        .write(
            REDIRECT,
            "<!doctype html><meta charset=utf-8><title>Patchbay</title>"
                + "<meta name=referrer content=no-referrer>"
                + "<meta http-equiv=refresh content='0;url="
                + url
                + "'>\n");
    Path file = hub.dataDir().path().resolve(REDIRECT);
    List<String> opener = opener(System.getProperty("os.name"), file.toUri().toString());
    try {
      new ProcessBuilder(opener)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new Failure(
          Failure.FAILED,
          "no browser can be opened with "
              + opener.getFirst()
              + "; \"patchbay open\" prints the address");
    }
  }

  /** The system's own program for this, which knows the user's browser. */
  static List<String> opener(String system, String url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return List.of("open", url);
    }
    return name.startsWith("windows")
        ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
        : List.of("xdg-open", url);
  }
}
