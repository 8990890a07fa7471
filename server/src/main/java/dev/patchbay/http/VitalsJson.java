package dev.patchbay.http;

import dev.patchbay.processes.GuestInfo;
import dev.patchbay.processes.ProcessInfo;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How processes do, as JSON. */
final class VitalsJson {
  private static final double THOUSANDTHS = 1_000;

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
    return health(process.health(), process.score(), process.trends());
  }

  /** Of what no probe asks. */
  static JsonObject health(GuestInfo guest) {
    return health(new ProcessInfo.Health("unknown", ""), guest.score(), guest.trends());
  }

  private static JsonObject health(
      ProcessInfo.Health probe, Optional<Score> score, Map<Column, Trend> trends) {
    return probe(probe)
        .put("score", score.map(Score::points).orElse(null))
        .put("reasons", new JsonArray(reasons(score)))
        .put("trend", trends(trends));
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

  /** To three places, whole where it is; null where there is none. */
  static @Nullable Number number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    double rounded = Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
  }
}
