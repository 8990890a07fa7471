package dev.patchbay.http;

import dev.patchbay.files.Binned;
import dev.patchbay.files.Listing;
import dev.patchbay.files.Outcome;
import dev.patchbay.files.Workspace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What is done to files where they are; what is relative starts as it does in FileRoutes. */
final class FileWorkRoutes {
  private static final int USUAL_COUNT = 1_000;

  private final Workspace files;
  private final KnownTerminals terminals;
  private final Blocking blocking;

  FileWorkRoutes(Workspace files, KnownTerminals terminals, Blocking blocking) {
    this.files = files;
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    Input input = Input.of(context);
    int limit = input.count("limit", USUAL_COUNT);
    work(
        context,
        input.find("terminal"),
        base -> files.list(base, (String) input.find("path").orElse(""), limit),
        (listing, json) -> json.mergeIn(of(listing)),
        200);
  }

  private static JsonObject of(Listing listing) {
    return new JsonObject()
        .put("path", listing.folder().toString())
        .put(
            "entries",
            new JsonArray(
                listing.entries().stream()
                    .map(entry ->
                        new JsonObject()
                            .put("name", entry.name())
                            .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                            .put("size", entry.kind() == Listing.Kind.FILE ? entry.size() : null)
                            .put("modified", entry.modified().toString()))
                    .toList()))
        .put("cut", listing.isCut());
  }

  void makeFolder(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    work(
        context,
        Optional.ofNullable(body.getValue("terminal")),
        base -> files.makeFolder(base, body.getString("path")),
        (path, json) -> json.put("path", path.toString()),
        201);
  }

  void move(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    work(
        context,
        Optional.ofNullable(body.getValue("terminal")),
        base -> files.move(base, body.getString("from"), body.getString("to")),
        (path, json) -> json.put("path", path.toString()),
        200);
  }

  void delete(RoutingContext context) {
    Input input = Input.of(context);
    work(
        context,
        input.find("terminal"),
        base -> files.putIntoBin(base, input.text("path")),
        (Binned binned, JsonObject json) ->
            json.put("path", binned.from().toString()).put("bin", binned.to().toString()),
        200);
  }

  private <T> void work(
      RoutingContext context,
      Optional<Object> terminal,
      Function<Path, Outcome<T>> work,
      BiConsumer<T, JsonObject> describe,
      int status) {
    FileRoutes.base(context, terminals, terminal.map(String.class::cast))
        .ifPresent(base ->
            blocking.run(
                context,
                () -> work.apply(base.get()),
                outcome -> {
                  switch (outcome) {
                    case Outcome.Done<T> done -> {
                      JsonObject json = new JsonObject();
                      describe.accept(Objects.requireNonNull(done.value()), json);
                      Replies.json(context, status, json);
                    }
                    case Outcome.Refused<T> refused ->
                        FileRoutes.problem(refused.refusal()).send(context.response());
                  }
                }));
  }
}
