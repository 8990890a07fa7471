package dev.patchbay.http;

import dev.patchbay.terminals.screen.ScreenContents;
import dev.patchbay.terminals.screen.ScreenContents.Look;
import dev.patchbay.terminals.screen.ScreenContents.Row;
import dev.patchbay.terminals.screen.ScreenContents.Run;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What a terminal shows, as JSON: runs of cells that look alike. What is as usual is left out. */
final class ScreenJson {
  private static final String USUAL_COLOUR = "default";

  private ScreenJson() {}

  static JsonObject of(ScreenContents screen) {
    JsonArray lines = new JsonArray();
    screen.lines().forEach(row -> lines.add(row(row)));
    ScreenContents.Cursor cursor = screen.cursor();
    return new JsonObject()
        .put("cols", screen.cols())
        .put("rows", screen.rows())
        .put("scrollback", screen.scrollback())
        .put("title", screen.title())
        .put("alternateScreen", screen.alternateScreen())
        .put(
            "cursor",
            new JsonObject()
                .put("column", cursor.column())
                .put("row", cursor.row())
                .put("visible", cursor.visible())
                .put("shape", name(cursor.shape())))
        .put("lines", lines);
  }

  private static JsonObject row(Row row) {
    JsonArray runs = new JsonArray();
    row.runs().forEach(run -> runs.add(run(run)));
    JsonObject json = new JsonObject().put("runs", runs);
    return row.continued() ? json.put("continued", true) : json;
  }

  private static JsonObject run(Run run) {
    JsonObject json =
        new JsonObject()
            .put("column", run.column())
            .put("width", run.width())
            .put("text", run.text());
    Look look = run.look();
    putColour(json, "foreground", look.foreground());
    putColour(json, "background", look.background());
    putColour(json, "underlineColor", look.underlineColor());
    if (look.underline() != ScreenContents.Underline.NONE) {
      json.put("underline", name(look.underline()));
    }
    putFlag(json, "bold", look.bold());
    putFlag(json, "dim", look.dim());
    putFlag(json, "italic", look.italic());
    putFlag(json, "blink", look.blink());
    putFlag(json, "inverse", look.inverse());
    putFlag(json, "invisible", look.invisible());
    putFlag(json, "strikethrough", look.strikethrough());
    putFlag(json, "overline", look.overline());
    return run.link().isEmpty() ? json : json.put("link", run.link());
  }

  private static void putColour(JsonObject json, String name, String colour) {
    if (!colour.equals(USUAL_COLOUR)) {
      json.put(name, colour);
    }
  }

  private static void putFlag(JsonObject json, String name, boolean set) {
    if (set) {
      json.put(name, true);
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
