package dev.patchbay.http;

import dev.patchbay.files.Download;
import dev.patchbay.files.Outcome;
import dev.patchbay.files.Refusal;
import dev.patchbay.files.RefusedException;
import dev.patchbay.files.Upload;
import dev.patchbay.files.Workspace;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.terminals.Terminal;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in and out; what is relative starts from a terminal's working folder, or from home. */
final class FileRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(FileRoutes.class);

  /** What a browser says of a request that its user or the hub's own page made. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** A downloaded file is never shown, whatever is in it. */
  private static final String FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

  private final Workspace files;
  private final KnownTerminals terminals;
  private final Blocking blocking;

  FileRoutes(Workspace files, KnownTerminals terminals, Blocking blocking) {
    this.files = files;
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void plan(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    List<String> names =
        body.getJsonArray("names", new JsonArray()).stream().map(String.class::cast).toList();
    base(context, terminals, Optional.ofNullable(body.getString("terminal")))
        .ifPresent(base ->
            blocking.run(
                context,
                () -> files.plan(base.get(), body.getString("folder"), names),
                outcome -> {
                  switch (outcome) {
                    case Outcome.Done<Workspace.Plan>(Workspace.Plan plan) ->
                        Replies.json(
                            context,
                            200,
                            new JsonObject()
                                .put("folder", plan.folder().toString())
                                .put("taken", new JsonArray(plan.taken())));
                    case Outcome.Refused<Workspace.Plan>(Refusal refusal) ->
                        problem(refusal).send(context.response());
                  }
                }));
  }

  void upload(RoutingContext context) {
    Input input = Input.of(context);
    HttpServerRequest request = context.request();
    UploadStream stream = new UploadStream(context.vertx(), request);
    Optional<Supplier<Path>> base =
        base(context, terminals, input.find("terminal").map(String.class::cast));
    if (base.isEmpty()) {
      stream.discard(context.vertx());
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      Replies.drop(context.response().writeContinue());
    }
    String folder = input.find("folder").map(String.class::cast).orElse(null);
    blocking.run(
        context.vertx(),
        () -> store(base.get().get(), folder, input, request, stream),
        outcome -> {
          answer(context, outcome);
          stream.discard(context.vertx());
        },
        context::fail);
  }

  private Outcome<Upload.Stored> store(
      Path base,
      @Nullable String folder,
      Input input,
      HttpServerRequest request,
      UploadStream stream) {
    Upload.OnClash onClash =
        switch (input.find("clash").map(String.class::cast).orElse("refuse")) {
          case "replace" -> Upload.OnClash.REPLACE;
          case "keep-both" -> Upload.OnClash.KEEP_BOTH;
          default -> Upload.OnClash.REFUSE;
        };
    return switch (files.begin(base, folder, input.text("name"), onClash, expected(request))) {
      case Outcome.Refused<Upload>(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case Outcome.Done<Upload>(Upload upload) -> {
        try (upload) {
          yield Outcome.of(() -> receive(stream, upload));
        }
      }
    };
  }

  private static Upload.Stored receive(UploadStream stream, Upload upload) throws RefusedException {
    try {
      stream.copyTo(upload::write);
    } catch (IOException e) {
      throw Upload.brokenOff(e);
    }
    return upload.finish();
  }

  private static long expected(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  private static void answer(RoutingContext context, Outcome<Upload.Stored> outcome) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    switch (outcome) {
      case Outcome.Done<Upload.Stored>(Upload.Stored stored) ->
          Replies.json(
              context,
              201,
              new JsonObject()
                  .put("path", stored.path().toString())
                  .put("name", stored.path().toFile().getName())
                  .put("size", stored.size()));
      case Outcome.Refused<Upload.Stored>(Refusal refusal) ->
          problem(refusal).send(context.response());
    }
  }

  void download(RoutingContext context) {
    Input input = Input.of(context);
    String site = context.request().getHeader("Sec-Fetch-Site");
    if (site != null && !OWN_SITES.contains(site)) {
      Problem.of(403, "foreign-origin", "Pages of other origins may not use the hub.")
          .send(context.response());
      return;
    }
    base(context, terminals, input.find("terminal").map(String.class::cast))
        .ifPresent(base ->
            blocking.run(
                context.vertx(),
                () -> files.open(base.get(), input.text("path")),
                outcome -> {
                  switch (outcome) {
                    case Outcome.Done<Download>(Download download) -> send(context, download);
                    case Outcome.Refused<Download>(Refusal refusal) ->
                        problem(refusal).send(context.response());
                  }
                },
                context::fail));
  }

  private void send(RoutingContext context, Download download) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      close(context, download);
      return;
    }
    if (download.size().isEmpty()) {
      response.setChunked(true);
      stream(context, download, 0, Long.MAX_VALUE);
      return;
    }
    long size = download.size().getAsLong();
    String tag = "\"" + size + "-" + download.modified().toEpochMilli() + "\"";
    String condition = context.request().getHeader("If-Range");
    String wanted =
        condition == null || condition.equals(tag) ? context.request().getHeader("Range") : null;
    response.putHeader("Accept-Ranges", "bytes").putHeader("ETag", tag);
    switch (ByteRange.of(wanted, size)) {
      case ByteRange.None() -> {
        close(context, download);
        response.putHeader("Content-Range", "bytes */" + size);
        Problem.of(416, "no-such-range", "The file has " + size + " bytes.").send(response);
      }
      case ByteRange.Whole() -> send(context, download, 0, size);
      case ByteRange.Part(long first, long length) -> {
        long last = first + length - 1;
        response
            .setStatusCode(206)
            .putHeader("Content-Range", "bytes " + first + "-" + last + "/" + size);
        send(context, download, first, length);
      }
    }
  }

  private void send(RoutingContext context, Download download, long first, long length) {
    context.response().putHeader("Content-Length", Long.toString(length));
    stream(context, download, first, length);
  }

  private void stream(RoutingContext context, Download download, long first, long length) {
    HttpServerResponse response = context.response();
    response
        .putHeader("Content-Type", "application/octet-stream")
        .putHeader("Content-Disposition", Attachment.header(download.path().toFile().getName()))
        .putHeader("Content-Security-Policy", FILE_POLICY)
        .putHeader("Cache-Control", "no-store");
    Context eventLoop = context.vertx().getOrCreateContext();
    blocking.run(
        context.vertx(),
        () -> {
          try (download) {
            long sent = new DownloadStream(eventLoop, response, download).send(first, length);
            return sent == length || length == Long.MAX_VALUE;
          } catch (IOException | BlockingPoolException e) {
            LOG.debug("a download broke off", e);
            return false;
          }
        },
        whole -> {
          // What was promised does not come: only the connection's end tells its receiver.
          Replies.drop(whole ? response.end() : context.request().connection().close());
        },
        context::fail);
  }

  private void close(RoutingContext context, Download download) {
    blocking.run(
        context.vertx(),
        () -> {
          download.close();
          return true;
        },
        _ -> {},
        _ -> {});
  }

  /**
   * What a relative path starts from, to be asked where blocking is allowed; answers where there is
   * no such terminal.
   */
  static Optional<Supplier<Path>> base(
      RoutingContext context, KnownTerminals terminals, Optional<String> terminal) {
    if (terminal.isEmpty()) {
      return Optional.of(() -> Path.of(System.getProperty("user.home")));
    }
    Optional<Terminal> found = terminals.all().find(terminal.get());
    if (found.isEmpty()) {
      Problem.unknownTerminal(terminal.get()).send(context.response());
    }
    return found.map(known -> known::workingFolder);
  }

  static Problem problem(Refusal refusal) {
    int status =
        switch (refusal.reason()) {
          case MALFORMED -> 400;
          case MISSING -> 404;
          case FORBIDDEN -> 422;
          case CONFLICT -> 409;
          case TOO_LARGE -> 413;
          case BUSY -> 429;
          case NO_SPACE -> 507;
          case FAILED -> 500;
        };
    return Problem.of(status, refusal.code(), refusal.detail());
  }
}
