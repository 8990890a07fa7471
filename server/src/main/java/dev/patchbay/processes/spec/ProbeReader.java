package dev.patchbay.processes.spec;

import dev.patchbay.config.Quantities;
import dev.patchbay.config.Section;
import dev.patchbay.health.Check;
import dev.patchbay.health.HttpAddress;
import dev.patchbay.health.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the probes of a declaration. */
final class ProbeReader {
  private static final String HEALTH = "health";
  private static final String READINESS = "readiness";
  private static final Statuses GOOD = new Statuses(200, 399);

  private ProbeReader() {}

  private record Statuses(int from, int to) {}

  /**
   * @param declaration without defaults: how one probes is a default, that one does is none
   */
  static Checks checks(Section declaration, Section withDefaults) {
    return new Checks(
        probe(declaration, withDefaults, HEALTH), probe(declaration, withDefaults, READINESS));
  }

  static void checkDefaults(Section defaults) {
    for (String name : List.of(HEALTH, READINESS)) {
      defaults
          .object(name)
          .ifPresent(section -> {
            var _ = probe(section, new Check.Tcp("localhost", 1));
            section.rejectUnknown();
          });
    }
  }

  private static Optional<Probe> probe(Section declaration, Section withDefaults, String name) {
    boolean own = declaration.has(name);
    return withDefaults
        .object(name)
        .filter(_ -> own)
        .map(section -> {
          Check check = check(section);
          if (name.equals(HEALTH) && check instanceof Check.Output) {
            throw section.faultAt("/output", "says when it is ready, not whether it lives");
          }
          Probe probe = probe(section, check);
          section.rejectUnknown();
          return probe;
        });
  }

  private static Probe probe(Section section, Check check) {
    return section.checked(() ->
        new Probe(
            check,
            section.duration("interval", Probe.INTERVAL),
            section.duration("timeout", Probe.TIMEOUT),
            section.number("successes", Probe.SUCCESSES),
            section.number("failures", Probe.FAILURES),
            section.duration("start-allowance", Duration.ZERO)));
  }

  private static Check check(Section section) {
    List<Check> checks = new ArrayList<>();
    section.parsed("url", HttpAddress::of).ifPresent(address -> checks.add(http(section, address)));
    section.parsed("tcp", Check.Tcp::of).ifPresent(checks::add);
    List<String> command = section.texts("command");
    if (section.has("command")) {
      checks.add(section.checkedAt("command", () -> new Check.Command(command)));
    }
    section.parsed("output", Check.Output::new).ifPresent(checks::add);
    if (checks.size() != 1) {
      throw section.faultAt("", "needs one of url, tcp, command and output, and no more");
    }
    return checks.getFirst();
  }

  private static Check http(Section section, HttpAddress address) {
    Statuses statuses = section.parsed("status", ProbeReader::statuses).orElse(GOOD);
    return new Check.Http(
        address, statuses.from, statuses.to, section.parsed("match", Check::pattern));
  }

  private static Statuses statuses(String text) {
    String[] ends = text.split("-", 2);
    try {
      int from = Quantities.wholeNumber(ends[0]);
      int to = ends.length == 1 ? from : Quantities.wholeNumber(ends[1]);
      if (from >= 100 && to <= 599 && from <= to) {
        return new Statuses(from, to);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a status such as 200, or a range between 100 and 599: 200-399");
  }
}
