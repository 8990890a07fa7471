package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file means what people mean by it, or is refused with place and reason. */
@Timeout(30)
class ConfigFileTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOME", "/home/ann", "PORT", "8080", "EMPTY", "", "PATCHBAY_TOKEN", "sixteen-or-more!");

  @TempDir private Path folder;

  private Section read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Section read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("patchbay.yaml"), bytes);
    return new ConfigFile(file, ENVIRONMENT, _ -> {}).read();
  }

  @Test
  void keepsTheTextOfAValueUntilATypeIsAskedFor() throws IOException {
    Section section =
        read(
            """
            env: {DEBUG: on, CC: NO, MODE: 0755, VERSION: 1.10, DAY: 2026-01-02, SUM: 1_000}
            argv: [echo, yes, no, on, 0644, 1e3, .5]
            no: {yes: here}
            flags: {a: yes, b: No, c: on, d: OFF, e: true, f: "false"}
            """);

    assertThat(section.section("env").entries())
        .containsExactly(
            Map.entry("DEBUG", "on"),
            Map.entry("CC", "NO"),
            Map.entry("MODE", "0755"),
            Map.entry("VERSION", "1.10"),
            Map.entry("DAY", "2026-01-02"),
            Map.entry("SUM", "1_000"));
    assertThat(section.texts("argv"))
        .containsExactly("echo", "yes", "no", "on", "0644", "1e3", ".5");
    assertThat(section.section("no").text("yes")).contains("here");
    Section flags = section.section("flags");
    assertThat(flags.keys().stream().map(key -> flags.flag(key, false)))
        .containsExactly(true, false, true, false, true, false);
  }

  @Test
  void readsSizesDurationsAndNumbersAsPeopleWriteThem() throws IOException {
    Section section = read("{a: 512M, b: 1g, c: 1h30m, d: 0, e: 0o17, f: 1.5GiB, maxDelay: 2s}");

    assertThat(section.largeSize("a", 0)).isEqualTo(512L << 20);
    assertThat(section.largeSize("b", 0)).isEqualTo(1L << 30);
    assertThat(section.duration("c")).contains(Duration.ofMinutes(90));
    assertThat(section.duration("d")).contains(Duration.ZERO);
    assertThat(section.number("e")).contains(15);
    assertThat(section.largeSize("f", 0)).isEqualTo(3L << 29);
    assertThat(section.duration("max-delay")).contains(Duration.ofSeconds(2));
    section.rejectUnknown();
  }

  @Test
  void sharesPartsByAnchorsMergeKeysAndKeysOfOnesOwn() throws IOException {
    Section section =
        read(
            """
            x-usual: &usual {cwd: /srv, tags: [shop]}
            web: {<<: *usual, cwd: /web}
            job: {<<: [*usual, {env: {A: b}}]}
            """);

    assertThat(section.section("web").text("cwd")).contains("/web");
    assertThat(section.section("web").texts("tags")).containsExactly("shop");
    assertThat(section.section("job").section("env").entries()).containsEntry("A", "b");
    section.rejectUnknown();
  }

  @Test
  void replacesVariablesOfTheEnvironmentAndOfFiles() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        # of this project
        export NAME=shop   # of nobody else
        PORT=1
        QUOTED="two\\nlines"
        PLAIN='as ${it} is'
        """);
    Section section =
        read(
            """
            env-file: .env
            list: ["${NAME}-${PORT:-1}", "${EMPTY:-x}${EMPTY-x}", "$${NAME} $NAME $(pwd)"]
            more: ["${QUOTED}", "${PLAIN}", "${NONE:-a:b}"]
            """);

    assertThat(section.texts("list")).containsExactly("shop-8080", "x", "${NAME} $NAME $(pwd)");
    assertThat(section.texts("more")).containsExactly("two\nlines", "as ${it} is", "a:b");
    section.rejectUnknown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: ${NONE} | :1:4: the variable NONE is not set: set it for the hub or in an env-file",
        "a: ${NONE:?ask Ann} | NONE is not set (ask Ann)",
        "a: ${PATCHBAY_TOKEN} | the variable PATCHBAY_TOKEN is not set",
        "a: x ${y%z} | ${y%z} is no ${NAME} or ${NAME:-default}; write $${y%z} to leave it",
        "a: ${PORT | ${PORT is no ${NAME}",
        "a: 1#b: 2#a: 3 | :3:1: \"a\" is here twice, first in line 1",
        "services: {w: {a: 1, \"a\": 2}} | :1:22: \"a\" is here twice",
        "- a | :1:1: the file must consist of \"key: value\" entries",
        "just words | the file must consist of",
        "a: [1, 2 | (while parsing a flow sequence that begins in line 1)",
        "a: b: c | :1:5: mapping values are not allowed here",
        "a: 1#---#b: 2 | :2:1: a second document begins here",
        "a: !include x | :1:4: the tag !include is not supported",
        "a: !!binary x | the tag !!binary is not supported",
        "~: 1 | :1:1: a key must be a name",
        "[a]: 1 | a key must be a name",
        "a: *b | :1:4: nothing above is marked &b",
        "<<: 1 | << takes an alias, or a list of aliases",
        "a: &x {}#b: {<<: *x, <<: *x} | << is here twice, first in line 2: write <<: [*one,"
            + " *other]",
      })
  void saysWhatIsWrongAndWhere(String text, String problem) {
    assertThatThrownBy(() -> read(text.replace('#', '\n')))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(folder.resolve("patchbay.yaml") + ":")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: | :1:1: a: has no value: write one, or take the line away",
        "a: ~ | :1:4: a: has no value: put \"~\" in quotes if the text is meant",
        "a: null | put \"null\" in quotes",
        "a: {b: c} | a: must be a single value",
        "a: \"b\\0\" | holds a NUL",
      })
  void takesNothingForAText(String text, String problem) throws IOException {
    Section section = read(text);
    assertThatThrownBy(() -> section.text("a"))
        .isInstanceOf(FieldException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0644 | \"0644\" begins with 0: write 644, or 0o644 for an octal number",
        "99999999999 | \"99999999999\" is too large",
        "1.5 | \"1.5\" is not a whole number",
        "1_000 | is not a whole number",
      })
  void readsNoNumberInTwoWays(String text, String problem) throws IOException {
    Section section = read("a: " + text);
    assertThatThrownBy(() -> section.number("a")).hasMessageContaining(problem);
  }

  @Test
  void namesTheKeyThatMayBeMeant() throws IOException {
    Section section = read("a: {depend_on: [b], environment: {}}");
    Section below = section.section("a");
    var _ = below.has("depends-on");
    var _ = below.has("env");
    assertThatThrownBy(below::rejectUnknown)
        .hasMessageEndingWith(":1:5: a.depend_on: is not known here: did you mean \"depends-on\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "\uFEFF"})
  void refusesAFileThatSaysNothing(String text) {
    assertThatThrownBy(() -> read(text))
        .hasMessageEndingWith(
            "patchbay.yaml: the file is empty: write {} if nothing is to be set, or delete it");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    assertThatThrownBy(() -> read("a: b\nc: gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageEndingWith("patchbay.yaml:2:6: the byte 0xFC is not UTF-8: save it as UTF-8");
    assertThatThrownBy(() -> read("a: b".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining("this is UTF-16");
    assertThatThrownBy(() -> read("a: b\nc: \0"))
        .hasMessageContaining("patchbay.yaml:2:4: there is a NUL here");
    assertThatThrownBy(() -> new ConfigFile(folder, Map.of(), _ -> {}).read())
        .hasMessageEndingWith(": this is a folder: name the file in it");
    assertThatThrownBy(() -> new ConfigFile(folder.resolve("none"), Map.of(), _ -> {}).read())
        .hasMessageEndingWith("none: there is no such file");
    assertThat(read("\uFEFFa: b").text("a")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: &a {x: *a}",
        "services: &a {x: {y: [1, *a]}}",
        "services:\n  one: &a [*a]",
        "a: &a {<<: *a}",
        "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c"
            + " [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e"
            + " [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g"
            + " [*f,*f,*f,*f,*f,*f,*f,*f,*f]",
      })
  void refusesWhatHasNoEnd(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("patchbay.yaml:");
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    List.of("[", "{a: ", "- ", "? ")
        .forEach(nest ->
            assertThatThrownBy(() -> read("a: " + "\n" + nest.repeat(100_000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("patchbay.yaml:"));
  }

  @Test
  void refusesFilesOfVariablesThatCannotBeUsed() throws IOException {
    Path env = folder.resolve(".env");
    Map.of(
            "A=1\nA=2", ".env:2: A is here twice",
            "A", ".env:1: this is no variable: write NAME=value",
            "A='x", ".env:1: the quotes do not end on their line",
            "A=${B}", ".env:1: ${…} is not replaced in this file",
            "A=\0", ".env:1: there is a NUL here")
        .forEach((text, problem) -> {
          assertThatThrownBy(
                  () -> {
                    Files.writeString(env, text);
                    read("env-file: [.env]");
                  })
              .isInstanceOf(ConfigException.class)
              .hasMessageContaining(problem);
        });
    assertThatThrownBy(() -> read("env-file: nowhere"))
        .hasMessageContaining("patchbay.yaml:1:11: env-file: there is no file");
  }
}
