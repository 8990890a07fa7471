package dev.patchbay.processes.spec;

import dev.patchbay.config.Quantities;
import dev.patchbay.config.Section;
import dev.patchbay.processes.alerts.Severity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the limits of a declaration. */
final class LimitReader {
  /** Takes a limit away that the defaults have. */
  static final String NONE = "none";

  private LimitReader() {}

  static Map<Limit.Name, Limit> limits(Section top) {
    Map<Limit.Name, Limit> limits = new EnumMap<>(Limit.Name.class);
    top.object("limits")
        .ifPresent(section -> {
          for (Limit.Name name : Limit.Name.values()) {
            section
                .objectOr(name.key(), "max")
                .flatMap(limit -> limit(name, limit))
                .ifPresent(limit -> limits.put(name, limit));
          }
          section.rejectUnknown();
        });
    return limits;
  }

  private static Optional<Limit> limit(Limit.Name name, Section section) {
    Map<Severity, Limit.Action> on = reactions(section);
    Limit.Action usual = name == Limit.Name.CPU ? Limit.Action.THROTTLE : Limit.Action.KILL;
    Limit.Action action =
        section
            .oneOf("action", Limit.Action.class)
            .orElse(on.isEmpty() ? usual : Limit.Action.WARN);
    Duration patience = section.duration("for", name.patience());
    Optional<Limit> limit =
        section
            .<Optional<Limit>>parsed(
                "max",
                text ->
                    text.equals(NONE)
                        ? Optional.empty()
                        : Optional.of(new Limit(max(name, text), text, action, patience, on)))
            .orElseThrow(() -> section.faultAt("/max", "is missing"));
    section.rejectUnknown();
    return limit;
  }

  /** What follows by the severity of a violation. */
  private static Map<Severity, Limit.Action> reactions(Section limit) {
    Map<Severity, Limit.Action> on = new EnumMap<>(Severity.class);
    limit
        .object("on")
        .ifPresent(section -> {
          for (Severity severity : Severity.values()) {
            section
                .oneOf(severity.name().toLowerCase(Locale.ROOT), Limit.Action.class)
                .ifPresent(action -> on.put(severity, action));
          }
          section.rejectUnknown();
        });
    return on;
  }

  private static double max(Limit.Name name, String text) {
    return switch (name) {
      case MEMORY, DISK_READ, DISK_WRITE, NETWORK -> Quantities.size(text);
      case CPU -> Quantities.cores(text);
      case PROCESSES, OPEN_FILES -> Quantities.wholeNumber(text);
      case RUN_TIME -> Quantities.duration(text).toNanos();
    };
  }
}
