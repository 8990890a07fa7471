package dev.patchbay.terminals.attention;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a program is known to show, by which one can tell how it stands.
 *
 * @param rules the first that shows counts
 */
public record ScreenRules(List<Rule> rules) {
  public static final ScreenRules NONE = new ScreenRules(List.of());

  public ScreenRules {
    rules = List.copyOf(rules);
  }

  /**
   * @param lines of the screen's bottom, blank ones left out, in which to look
   * @param shows whether a text has it, within a bounded time
   */
  public record Rule(Attention.State state, int lines, Predicate<CharSequence> shows) {}

  /**
   * @param screen a line for each row
   */
  public Optional<Attention.State> read(String screen) {
    List<String> lines = screen.lines().filter(line -> !line.isBlank()).toList();
    for (Rule rule : rules) {
      int first = Math.max(0, lines.size() - rule.lines());
      if (rule.shows().test(String.join("\n", lines.subList(first, lines.size())))) {
        return Optional.of(rule.state());
      }
    }
    return Optional.empty();
  }
}
