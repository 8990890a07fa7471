package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.processes.alerts.AlertRule;
import dev.patchbay.processes.alerts.Figure;
import dev.patchbay.processes.alerts.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSectionTest {
  @TempDir private Path folder;

  private List<AlertRule> rules(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("patchbay.yaml"), yaml);
    return TestHub.settings(folder.resolve("data"), file).processes().alerts();
  }

  @Test
  void hasTheUsualRulesWithoutAWord() throws IOException {
    assertThat(rules("{}")).isEqualTo(AlertRule.defaults());
  }

  @Test
  void changesOneTakesOneAwayAndAddsOne() throws IOException {
    List<AlertRule> rules =
        rules(
            """
            alerts:
              flapping: {above: 5, severity: critical}
              memory: {enabled: false}
              slow: {of: latency, above: 250.5, for: 30s, cool-down: 1m}
            """);

    assertThat(rules).hasSameSizeAs(AlertRule.defaults());
    assertThat(rules)
        .contains(
            new AlertRule(
                "flapping",
                Severity.CRITICAL,
                Figure.RESTARTS,
                true,
                5,
                Duration.ZERO,
                AlertRule.COOL_DOWN),
            new AlertRule(
                "slow",
                Severity.WARNING,
                Figure.LATENCY,
                true,
                250.5,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1)))
        .extracting(AlertRule::name)
        .doesNotContain("memory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slow: {above: 1}                        | needs \"of\"",
        "slow: {of: latency}                     | needs a number",
        "slow: {of: speed, above: 1}             | \"speed\" is nothing that can be watched",
        "slow: {of: latency, above: 1, below: 2} | one of above and below",
        "slow: {of: latency, above: much}        | \"much\" is not a number",
        "flapping: {severity: bad}               | none of warning, critical, emergency",
        "flapping: {over: 3}                     | over: is not known here",
        "Slow: {of: latency, above: 1}           | consists of a-z",
      })
  void saysWhatCannotBeUsedAndWhere(String line, String problem) {
    assertThatThrownBy(() -> rules("alerts:\n  " + line + "\n"))
        .hasMessageContaining("patchbay.yaml:2:")
        .hasMessageContaining(problem);
  }
}
