package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A hundred thousand events, and one reader who does not look until they have passed. */
final class EventFlood {
  private static final int EVENTS = 100_000;
  private static final String NAME = "process.message-received";
  private static final String LAST = "the last one";

  /** As events tell it; the process's own command has the words as well. */
  private static final String MESSAGE = "\"message\":\"" + LAST + "\"";

  private static final String WHAT = EVENTS + " events: lost for a slow reader, and not told";

  /** Waits for the pipe to take each thousand, since what it does not take is kept in memory. */
  private static final String SCRIPT =
      "let n = 0; const more = () => { if (n < "
          + EVENTS
          + ") { n += 1000; for (let i = 0; i < 999; i++) process.send(i); process.send(n, more); }"
          + " else process.send('"
          + LAST
          + "', () => process.disconnect()); }; more();";

  private EventFlood() {}

  static List<Row> rows(Lab lab) throws Exception {
    if (!Lab.has("node")) {
      return List.of(Row.alone(WHAT, "0", Row.NOT_FOUND, ""));
    }
    try (HubProcess hub = HubProcess.start(lab);
        EventStream slow = hub.events();
        EventStream quick = hub.events()) {
      long begun = System.nanoTime();
      hub.declare(
          new JsonObject()
              .put("name", "flood")
              .put("kind", "node")
              .put("command", new JsonArray(List.of("node", "-e", SCRIPT)))
              .put("restart", new JsonObject().put("policy", "no")));
      EventStream.Count seen = quick.count(NAME, MESSAGE);
      double seconds = (System.nanoTime() - begun) / 1e9;
      EventStream.Count late = slow.count(NAME, MESSAGE);
      // What was lost may have been of other names; of those there are few, and each is told.
      long untold = Math.max(0, EVENTS + 1 - late.received() - late.toldLost());
      return List.of(
          Row.alone(WHAT, "0", Long.toString(untold), Row.atMost((double) untold, 0)),
          Row.remark("– received late; told to be lost", late.received() + "; " + late.toldLost()),
          Row.remark(
              "– the quick reader: received; told to be lost; s",
              seen.received() + "; " + seen.toldLost() + "; " + Figures.number(1, seconds)));
    }
  }
}
