package dev.patchbay.hub;

import dev.patchbay.config.Section;
import dev.patchbay.processes.alerts.AlertRule;
import dev.patchbay.processes.alerts.Figure;
import dev.patchbay.processes.alerts.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the configuration file that is about alerts: what it says replaces a default. */
final class AlertSection {
  private AlertSection() {}

  /**
   * @throws dev.patchbay.config.ConfigException if something cannot be used, with its place
   */
  static List<AlertRule> rules(Section alerts) {
    Map<String, AlertRule> rules = new LinkedHashMap<>();
    AlertRule.defaults().forEach(rule -> rules.put(rule.name(), rule));
    for (String name : alerts.keys()) {
      Section section = alerts.section(name);
      boolean enabled = section.flag("enabled", true);
      AlertRule rule =
          section.checked(() -> rule(name, section, Optional.ofNullable(rules.get(name))));
      section.rejectUnknown();
      rules.remove(name);
      if (enabled) {
        rules.put(name, rule);
      }
    }
    return List.copyOf(rules.values());
  }

  private static AlertRule rule(String name, Section section, Optional<AlertRule> usual) {
    Optional<Double> above = section.decimal("above");
    Optional<Double> below = section.decimal("below");
    if (above.isPresent() && below.isPresent()) {
      throw new IllegalArgumentException("takes one of above and below, not both");
    }
    return new AlertRule(
        name,
        section
            .oneOf("severity", Severity.class)
            .orElse(usual.map(AlertRule::severity).orElse(Severity.WARNING)),
        section
            .parsed("of", Figure::of)
            .or(() -> usual.map(AlertRule::figure))
            .orElseThrow(() -> new IllegalArgumentException("needs \"of\": what is watched")),
        above.isPresent() || (below.isEmpty() && usual.map(AlertRule::above).orElse(false)),
        above
            .or(() -> below)
            .or(() -> usual.map(AlertRule::threshold))
            .orElseThrow(() -> new IllegalArgumentException("needs a number: above or below")),
        section.duration("for", usual.map(AlertRule::duration).orElse(Duration.ZERO)),
        section.duration("cool-down", usual.map(AlertRule::coolDown).orElse(AlertRule.COOL_DOWN)));
  }
}
