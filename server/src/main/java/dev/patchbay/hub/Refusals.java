package dev.patchbay.hub;

import dev.patchbay.events.EventLog;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.RefusedStart;
import java.util.HashMap;
import java.util.Map;

/** What was not let start, on its way to the event log and the audit log. */
final class Refusals {
  private static final String EVENT = "process.refused";

  private Refusals() {}

  static void tell(EventLog events, AuditLog audit, RefusedStart refusal) {
    Map<String, Object> data =
        Map.of(
            "kind",
            refusal.kind(),
            "code",
            refusal.code(),
            "pointer",
            refusal.pointer(),
            "detail",
            refusal.detail());
    audit.note(AuditEntry.ofHub(EVENT, refusal.name(), AuditEntry.REFUSED, data));
    Map<String, Object> named = new HashMap<>(data);
    named.put("name", refusal.name());
    events.publish(EVENT, named);
  }
}
