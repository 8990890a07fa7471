package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.patchbay.os.NativeSupport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the documents do what they say. */
@Timeout(120)
class DocumentedExamplesTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern CALL =
      Pattern.compile("`(POST|PUT|PATCH) (/api/[A-Za-z0-9/{}_-]+)`");

  /** Keys of which a block that has one is a part of a service's declaration. */
  private static final Pattern PART_OF_A_SERVICE =
      Pattern.compile("^(limits|restart|stop|health|readiness|env|depends-on):.*", Pattern.DOTALL);

  @TempDir private Path home;

  static List<Examples.Block> yaml() {
    return Examples.blocks("yaml");
  }

  static List<Examples.Block> json() {
    return Examples.blocks("json");
  }

  /** Each is the configuration of a hub, or a part of a service's. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("yaml")
  void yamlIsConfiguration(Examples.Block block) throws IOException {
    for (String folder : List.of("src/shop", "work")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.writeString(home.resolve(".env"), "A=b\n");
    Files.writeString(home.resolve("web.env"), "A=b\n");
    String text =
        PART_OF_A_SERVICE.matcher(block.text()).matches()
            ? "services:\n  it:\n    command: [a]\n" + block.text().indent(4)
            : block.text();
    Path file = Files.writeString(home.resolve("patchbay.yaml"), text);
    ServeOptions options =
        ServeOptions.parse(
            List.of("--data-dir", home + "/data", "--config", file + "", "--insecure-permissions"));

    assertThatCode(() -> Settings.of(options, Map.of("HOME", home + "")))
        .doesNotThrowAnyException();
  }

  @Test
  void commandsOfTheProgramCanBeParsed() {
    List<String> commands = Examples.commands("./patchbay");
    assertThat(commands).hasSizeGreaterThan(10);
    for (String command : commands) {
      List<String> words = words(command);
      assertThatCode(() -> parse(words.subList(1, words.size())))
          .as(command)
          .doesNotThrowAnyException();
    }
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private static void parse(List<String> arguments) {
    if (ServeOptions.areFor(arguments)) {
      ServeOptions.parse(arguments);
    } else {
      CommandLines.line().parseArgs(arguments.toArray(String[]::new));
    }
  }

  /**
   * All shell blocks of a document are one script, as readers type them one after another; what
   * builds, installs or starts the program itself is passed over.
   */
  @Test
  void callsCanBeMade() throws Exception {
    Files.writeString(home.resolve("Makefile"), "test:\n\t@echo BUILD SUCCESS\n");
    Files.createDirectories(home.resolve("build"));
    Files.writeString(home.resolve("build/report.html"), "report");
    Map<String, String> environment =
        Map.of("HOME", home + "", "SHELL", "/bin/sh", "PATH", System.getenv("PATH"));
    try (TestHub hub = TestHub.start("", environment, NativeSupport::ofThisMachine)) {
      Path state = Files.createDirectories(home.resolve(".local/state"));
      Files.createSymbolicLink(state.resolve("patchbay"), hub.dataDir());
      Path folder = Files.createDirectory(home.resolve("here"));
      Files.writeString(folder.resolve("photo.png"), "photo");
      StringBuilder script = new StringBuilder("set -eu -o pipefail\n");
      script.append("curl() { command curl --fail-with-body \"$@\"; }\n");
      Examples.blocks("sh").stream()
          .flatMap(block -> block.text().lines())
          .filter(line -> !line.matches("(\\./patchbay|src/verify)\\b.*"))
          .forEach(line -> script.append(line).append('\n'));
      Examples.commands("curl").stream()
          .filter(call -> call.contains("http") && script.indexOf(call) < 0)
          .forEach(call -> script.append(call).append('\n'));
      String calls = script.toString().replace("http://127.0.0.1:7717", hub.url());
      assertThat(calls).contains("curl -s", "--unix-socket");

      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", calls)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile());
      builder.environment().putAll(environment);
      Process shell = builder.start();

      assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String output = Files.readString(folder.resolve("output"), UTF_8);
      assertThat(shell.exitValue()).as(output).isZero();
      assertThat(output).contains("BUILD SUCCESS");
      assertThat(home.resolve("photo.png")).hasContent("photo");
      assertThat(folder.resolve("report.html")).hasContent("report");
    }
  }

  /** Each is the body of the call that was named last before it. */
  @Test
  void bodiesAreTaken() {
    assertThat(json()).isNotEmpty();
    try (TestHub hub = TestHub.start()) {
      for (Examples.Block block : json()) {
        Matcher call = CALL.matcher(block.before());
        String method = "";
        String path = "";
        while (call.find()) {
          method = call.group(1);
          path = call.group(2);
        }
        assertThat(path).as("the call of " + block).isNotEmpty();
        TestHub.Response answer =
            hub.request(method, path).body(new JsonObject(block.text()).encode()).send();
        assertThat(answer.status()).as(block + ": " + answer).isBetween(200, 299);
      }
    }
  }
}
