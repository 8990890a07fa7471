package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private static TerminalRecord terminal(String name, String program, ProgramState state) {
    return new TerminalRecord(
        "abc23456",
        name,
        List.of(program, "--flag"),
        "/home/ada/code",
        state,
        2,
        NOW.minusSeconds(7_300));
  }

  private static Table table(TerminalRecord... terminals) {
    return new Table(List.of(terminals), NOW, "/home/ada");
  }

  @Test
  void alignsItsColumns() {
    assertThat(
            table(
                    terminal("build", "make", new ProgramState.Running("")),
                    terminal("asks", "sh", new ProgramState.Running("waiting")),
                    terminal("漢字", "sh", new ProgramState.Killed("KILL")))
                .plain())
        .isEqualTo(
            """
            ID        STATE        NAME   COMMAND      CWD     VIEWERS  AGE
            abc23456  running      build  make --flag  ~/code  2        2h
            abc23456  waiting      asks   sh --flag    ~/code  2        2h
            abc23456  killed KILL  漢字   sh --flag    ~/code  2        2h
            """);
  }

  @Test
  void givesWayOnANarrowScreen() {
    String narrow =
        table(terminal("a", "/usr/bin/some-long-program", new ProgramState.Running("")))
            .fitted(70, false);

    assertThat(narrow.lines())
        .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(70));
    assertThat(narrow).contains("/usr/bin/some-long-pro…");
  }

  @Test
  void showsNoControlCharacterOfATerminalsName() {
    assertThat(table(terminal("a\033[2J\007", "sh", new ProgramState.Running(""))).plain())
        .doesNotContain("\033", "\007");
  }

  @Test
  void coloursStatesOnlyWhereAsked() {
    Table table = table(terminal("a", "sh", new ProgramState.Exited(1)));

    assertThat(table.fitted(0, true)).contains("\033[31mexited 1\033[0m");
    assertThat(table.fitted(0, false)).doesNotContain("\033");
  }
}
