package dev.patchbay.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in catalogue, and entries of the user's own beside it. */
class CatalogueTest {
  private static final Path HOME = Path.of("/home/somebody");

  private static final String GOOD =
      """
      {"id": "mine", "name": "Mine", "category": "build", "homepage": "https://example.org",
       "binaries": ["mine"], "version": {"args": ["-v"], "regex": "mine (\\\\S+)"}}\
      """;

  @TempDir private Path folder;

  private static JsonObject resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CatalogueTest.class.getResourceAsStream(name), name)) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static boolean fitsTheSchema(JsonObject document) throws IOException {
    OutputUnit result = check(document);
    return result.getValid();
  }

  private static OutputUnit check(JsonObject document) throws IOException {
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("app://patchbay")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    return Validator.create(JsonSchema.of(resource("catalogue.schema.json")), options)
        .validate(document);
  }

  private Catalogue with(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return Catalogue.load(HOME, folder);
  }

  @Test
  void knowsAllToolsAndFitsItsPublishedSchema() throws IOException {
    Catalogue catalogue = Catalogue.load(HOME, folder.resolve("absent"));

    assertThat(catalogue.faults()).isEmpty();
    assertThat(catalogue.tools()).hasSize(110).containsKeys("git", "claude-code", "jshell", "fish");
    OutputUnit result = check(resource("catalogue.json"));
    assertThat(result.getValid()).as("%s", result.getErrors()).isTrue();
  }

  @Test
  void asksEveryToolInAWayThatCanFindAVersion() {
    for (Tool tool : Catalogue.load(HOME, folder).tools().values()) {
      if (tool.version().run()) {
        assertThat(tool.version().regex().groups()).as(tool.id()).isEqualTo(1);
        assertThat(tool.version().args()).as(tool.id()).isNotEmpty();
      }
    }
  }

  @Test
  void keepsWhatNoSourceConfirmedMarked() {
    Catalogue catalogue = Catalogue.load(HOME, folder);

    assertThat(catalogue.tools().values())
        .filteredOn(tool -> !tool.unconfirmed().isEmpty())
        .hasSizeGreaterThan(40);
    assertThat(catalogue.tool("plandex").orElseThrow().unconfirmed())
        .containsExactly("/version/args", "/version/regex");
    assertThat(catalogue.tool("git").orElseThrow().unconfirmed()).isEmpty();
  }

  @Test
  void fillsARecipeInAsArgv() {
    Catalogue catalogue = Catalogue.load(HOME, folder);
    Installer brew = catalogue.installer("brew").orElseThrow();

    assertThat(brew.installing("claude-code", List.of("--cask")))
        .containsExactly("brew", "install", "--cask", "claude-code");
    assertThat(catalogue.installer("npm").orElseThrow().updating("@openai/codex"))
        .containsExactly("npm", "install", "-g", "@openai/codex@latest");
  }

  @Test
  void takesEntriesOfTheUsersOwnInJsonAndYaml() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"tools\": [" + GOOD + "]}");
    Catalogue catalogue =
        with(
            "b.yaml",
            """
            tools:
              - id: git
                name: My own git
                category: vcs
                homepage: https://example.org
                binaries: [git]
                version: {run: false}
            """);

    assertThat(catalogue.faults()).isEmpty();
    assertThat(catalogue.tool("mine").orElseThrow().version().args()).containsExactly("-v");
    assertThat(catalogue.tool("git").orElseThrow().name()).isEqualTo("My own git");
    assertThat(catalogue.tool("git").orElseThrow().version().run()).isFalse();
    assertThat(catalogue.tools()).hasSize(111);
  }

  @Test
  void namesABrokenEntryWithFilePlaceAndReasonWhileTheOthersWork() throws IOException {
    Catalogue catalogue =
        with(
            "own.yaml",
            """
            tools:
              - id: fine
                name: Fine
                category: build
                homepage: https://example.org
                binaries: [fine]
                version: {}
              - id: broken
                name: Broken
                category: build
                homepage: https://example.org
                binaries: [broken]
                version:
                  regex: "(["
            """);

    assertThat(catalogue.tools()).containsKey("fine").doesNotContainKey("broken");
    assertThat(catalogue.faults()).hasSize(1);
    Fault fault = catalogue.faults().getFirst();
    assertThat(fault.file()).isEqualTo(folder.resolve("own.yaml").toString());
    assertThat(fault.line()).isEqualTo(14);
    assertThat(fault.pointer()).isEqualTo("/tools/1");
    assertThat(fault.reason()).contains("version", "regex", "missing closing ]");
  }

  @Test
  void namesAFileThatIsNoCatalogueAtAll() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"tools\": [\n{\"id\":");
    Files.writeString(folder.resolve("b.yaml"), "tools: [\n  unclosed");
    Files.writeString(folder.resolve("c.json"), "");
    Files.writeString(folder.resolve("d.yaml"), "- a\n- b\n");
    Files.writeString(folder.resolve("e.yaml"), "tools: &t\n  - *t\n");
    Files.createDirectory(folder.resolve("f.json"));

    Catalogue catalogue = Catalogue.load(HOME, folder);

    assertThat(catalogue.tools()).hasSize(110);
    assertThat(catalogue.faults())
        .extracting(fault -> Path.of(fault.file()).toFile().getName())
        .containsOnly("a.json", "b.yaml", "c.json", "d.yaml", "e.yaml", "f.json");
    assertThat(catalogue.faults().getFirst().line()).isEqualTo(2);
  }

  /** A piece of a good entry and what makes it a bad one. */
  private static Stream<Arguments> changes() {
    String version = "\"version\": {";
    return Stream.of(
        arguments("\"id\": \"mine\"", "\"id\": \"Not An Id\""),
        arguments("\"id\": \"mine\",", ""),
        arguments("[\"mine\"]", "[\"../mine\"]"),
        arguments("[\"mine\"]", "[]"),
        arguments("[\"mine\"]", "\"mine\""),
        arguments("https:", "ftp:"),
        arguments("\"args\"", "\"arguments\""),
        arguments("\"category\": \"build\"", "\"category\": 5"),
        arguments("[\"-v\"]", "[5]"),
        arguments(version, version + "\"timeout\": \"soon\","),
        arguments(version, version + "\"run\": \"no\","),
        arguments(version, version + "\"stream\": \"both\","),
        arguments(version, "\"install\": [{\"installer\": \"apt\"}]," + version),
        arguments(
            version, "\"install\": [{\"installer\": \"apt\", \"package\": \"-x\"}]," + version),
        arguments(
            version,
            "\"install\": [{\"installer\": \"script\", \"url\": \"http://a\", \"shell\": \"sh\"}],"
                + version),
        arguments(
            version,
            "\"install\": [{\"installer\": \"script\", \"url\": \"https://a\", \"shell\":"
                + " \"zsh\"}],"
                + version),
        arguments(version, "\"update\": {\"args\": []}," + version),
        arguments(version, "\"identity\": {\"args\": []}," + version),
        arguments(version, "\"launch\": {\"env\": [\"A-B\"]}," + version),
        arguments(version, "\"unconfirmed\": [\"name\"]," + version));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesWhatTheSchemaRefuses(String piece, String change) throws IOException {
    String broken = GOOD.replace(piece, change);
    assertThat(broken).isNotEqualTo(GOOD);
    assertThat(fitsTheSchema(new JsonObject("{\"tools\": [" + GOOD + "]}"))).isTrue();

    String document = "{\"tools\": [" + broken + "]}";

    assertThat(fitsTheSchema(new JsonObject(document))).isFalse();
    assertThat(with("own.json", document).faults()).hasSize(1);
  }
}
