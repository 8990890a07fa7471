package dev.patchbay.http;

import dev.patchbay.health.CheckResult;
import dev.patchbay.health.Verdict;
import dev.patchbay.processes.Checkup;
import dev.patchbay.processes.GuestInfo;
import dev.patchbay.processes.ProcessInfo;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.score.Level;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.score.Whole;
import dev.patchbay.processes.usage.Column;
import dev.patchbay.processes.usage.Plot;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How processes do, as JSON. */
public final class VitalsJson {
  private static final double THOUSANDTHS = 1_000;

  /** Of those of the last ten minutes. */
  private static final int MOST_VIOLATIONS = 10;

  private VitalsJson() {}

  static JsonObject usage(Usage usage) {
    return new JsonObject()
        .put("cpu", usage.cpu())
        .put("memory", usage.residentBytes())
        .put(
            "memoryProportional", usage.proportionalBytes() == 0 ? null : usage.proportionalBytes())
        .put("processes", usage.processes())
        .put("threads", usage.threads())
        .put("openFiles", usage.descriptors())
        .put("diskRead", usage.readBytes())
        .put("diskWrite", usage.writtenBytes());
  }

  static JsonObject probe(ProcessInfo.Health health) {
    return new JsonObject().put("state", health.state()).put("detail", health.detail());
  }

  static JsonObject health(ProcessInfo process) {
    return health(process.health(), process.score(), process.trends())
        .put(
            "violations",
            new JsonArray(
                process.violations().stream().limit(MOST_VIOLATIONS).map(VitalsJson::of).toList()));
  }

  /** Of what no probe asks. */
  static JsonObject health(GuestInfo guest) {
    return health(new ProcessInfo.Health("unknown", ""), guest.score(), guest.trends());
  }

  private static JsonObject health(
      ProcessInfo.Health probe, Optional<Score> score, Map<Column, Trend> trends) {
    return probe(probe)
        .put("score", score.map(Score::points).orElse(null))
        .put("level", score.map(Score::level).map(VitalsJson::word).orElse(null))
        .put("reasons", new JsonArray(reasons(score)))
        .put(
            "issues",
            new JsonArray(
                score.map(Score::reasons).orElse(List.of()).stream()
                    .map(Score.Reason::text)
                    .toList()))
        .put("recommendations", new JsonArray(score.map(Score::recommendations).orElse(List.of())))
        .put("trend", trends(trends));
  }

  /** That a limit was exceeded. */
  public static JsonObject of(Violation violation) {
    return new JsonObject()
        .put("time", violation.at().toString())
        .put("limit", violation.limit().key())
        .put("value", violation.allowed())
        .put("max", number(violation.max()))
        .put("measured", number(violation.measured()))
        .put("severity", violation.severity().name().toLowerCase(Locale.ROOT))
        .put("count", violation.count())
        .put("action", violation.action())
        .put("text", violation.text());
  }

  private static List<JsonObject> reasons(Optional<Score> score) {
    return score.map(Score::reasons).orElse(List.of()).stream()
        .map(reason -> new JsonObject().put("lost", reason.lost()).put("text", reason.text()))
        .toList();
  }

  private static JsonObject trends(Map<Column, Trend> trends) {
    JsonObject object = new JsonObject();
    for (Column column : Column.values()) {
      Trend trend = trends.get(column);
      if (trend != null) {
        object.put(column.key(), trend(column, trend));
      }
    }
    return object;
  }

  private static JsonObject trend(Column column, Trend trend) {
    JsonObject object =
        new JsonObject()
            .put("unit", column.unit())
            .put("level", number(trend.level()))
            .put("slope", number(trend.slope()));
    trend.limit().ifPresent(limit -> object.put("limit", number(limit)));
    trend
        .untilLimit()
        .ifPresent(until -> object.put("limitReachedAt", Instant.now().plus(until).toString()));
    return object;
  }

  static JsonObject of(Whole whole) {
    return new JsonObject()
        .put("score", whole.points())
        .put("level", word(Level.of(whole.points())))
        .put(
            "reasons",
            new JsonArray(
                whole.reasons().stream()
                    .map(reason ->
                        new JsonObject().put("score", reason.points()).put("text", reason.text()))
                    .toList()));
  }

  static JsonObject of(Plot plot) {
    JsonArray columns = new JsonArray();
    int steps = 0;
    for (Column column : Column.values()) {
      double[] values = plot.columns().getOrDefault(column, new double[0]);
      steps = values.length;
      columns.add(
          new JsonObject()
              .put("name", column.key())
              .put("unit", column.unit())
              .put(
                  "values",
                  new JsonArray(Arrays.stream(values).mapToObj(VitalsJson::number).toList())));
    }
    return new JsonObject()
        .put("from", plot.from().toString())
        .put("step", plot.stepSeconds() + "s")
        .put("steps", steps)
        .put("columns", columns);
  }

  /** What a look found. */
  static JsonObject of(Checkup checkup) {
    ProcessInfo process = checkup.process();
    return new JsonObject()
        .put("id", process.id())
        .put("name", process.spec().name())
        .put("checkedAt", checkup.at().toString())
        .put("state", process.state())
        .put("status", process.status())
        .put("health", health(process))
        .put(
            "probes",
            new JsonObject()
                .put("health", checkup.health().map(VitalsJson::answer).orElse(null))
                .put("readiness", checkup.readiness().map(VitalsJson::answer).orElse(null)))
        .put("usage", process.usage().map(VitalsJson::usage).orElse(null));
  }

  private static JsonObject answer(CheckResult answer) {
    JsonObject object =
        switch (answer.verdict()) {
          case Verdict.Good() -> new JsonObject().put("state", "good").put("detail", "");
          case Verdict.Bad(String reason) ->
              new JsonObject().put("state", "bad").put("detail", reason);
        };
    return object.put("millis", answer.taken().toMillis());
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /** To three places, whole where it is; null where there is none. */
  static @Nullable Number number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    double rounded = Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
  }
}
