package dev.patchbay.terminals.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.terminals.attention.Attention.State;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenRulesTest {
  private final ScreenRules rules =
      new ScreenRules(
          List.of(
              rule(State.WAITING, 2, "^1\\. Yes$"),
              rule(State.WORKING, 3, "interrupt"),
              rule(State.IDLE, 1, "^>")));

  private static ScreenRules.Rule rule(State state, int lines, String regex) {
    return new ScreenRules.Rule(
        state, lines, text -> Pattern.compile(regex, Pattern.MULTILINE).matcher(text).find());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "'1. Yes|2. No', WAITING",
        "'1. Yes|2. No|>', IDLE",
        "'esc to interrupt|>', WORKING",
        "'esc to interrupt|1. Yes|2. No||', WAITING",
        "'esc to interrupt|||||', WORKING",
        "'esc to interrupt|a|b|c', nothing",
        "'', nothing",
      })
  void readsTheBottomOfTheScreen(String screen, State state) {
    assertThat(rules.read(screen.replace('|', '\n')).orElse(null)).isEqualTo(state);
  }
}
