package dev.patchbay.security;

import dev.patchbay.config.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param actor who asked for it, and from where
 * @param action what somebody asked for, such as {@code open-terminal}, or what happened, such as
 *     {@code process.ended}
 * @param subject what it was done to: a name or an id; empty for the hub itself
 * @param result {@code done}, {@code refused}, {@code at-capacity} or another word for how it ended
 * @param details texts, numbers, lists and maps; no secrets
 */
public record AuditEntry(
    Instant time,
    Actor actor,
    String action,
    String subject,
    String result,
    Map<String, Object> details) {
  /** What was asked for was done, or what happened was as it should be. */
  public static final String DONE = "done";

  public static final String REFUSED = "refused";
  public static final String FAILED = "failed";

  /**
   * Who did something.
   *
   * @param who {@code token}, {@code session:ID}, {@code user:NAME} for the hub's Unix socket,
   *     {@code hub} for the hub itself
   * @param from an address; empty where there is none
   */
  public record Actor(String who, String from) {
    public static final Actor HUB = new Actor("hub", "");
  }

  public AuditEntry {
    details = Map.copyOf(details);
  }

  /** What happened by itself, now. */
  public static AuditEntry ofHub(
      String action, String subject, String result, Map<String, Object> details) {
    return new AuditEntry(Instant.now(), Actor.HUB, action, subject, result, details);
  }

  /** As JSON has it. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time.toString());
    fields.put("who", actor.who());
    fields.put("from", actor.from());
    fields.put("action", action);
    fields.put("subject", subject);
    fields.put("result", result);
    fields.put("details", details);
    return fields;
  }

  /** What {@link #fields} wrote; empty for anything else. */
  static Optional<AuditEntry> parse(String line) {
    if (Json.parse(line) instanceof Map<?, ?> fields
        && fields.get("time") instanceof String time
        && fields.get("who") instanceof String who
        && fields.get("from") instanceof String from
        && fields.get("action") instanceof String action
        && fields.get("subject") instanceof String subject
        && fields.get("result") instanceof String result
        && fields.get("details") instanceof Map<?, ?> details) {
      Map<String, Object> copy = new LinkedHashMap<>();
      details.forEach((name, value) -> copy.put(String.valueOf(name), value));
      try {
        return Optional.of(
            new AuditEntry(
                Instant.parse(time), new Actor(who, from), action, subject, result, copy));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
