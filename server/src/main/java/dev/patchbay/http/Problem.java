package dev.patchbay.http;

import dev.patchbay.config.DiskFault;
import dev.patchbay.os.BlockingPoolException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A failed request as RFC 9457 has it.
 *
 * @param code for programs, {@code lower-dash}; the end of the problem's type
 * @param detail for people: what happened, to what, and what to do about it
 */
record Problem(int status, String code, String detail, List<Fault> faults) {
  private static final String TYPE = "urn:patchbay:problem:";

  /**
   * One fault of a request.
   *
   * @param pointer the place in the body as a JSON pointer, or the parameter's name
   */
  record Fault(String pointer, String detail) {}

  Problem {
    faults = List.copyOf(faults);
  }

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of());
  }

  static Problem at(int status, String code, String pointer, String detail) {
    return new Problem(status, code, detail, List.of(new Fault(pointer, detail)));
  }

  static Problem malformed(List<Fault> faults) {
    return new Problem(400, "malformed-request", "The request does not fit the contract.", faults);
  }

  /** What the hub cannot do because its disk takes nothing. */
  static Problem of(DiskFault fault) {
    return of(507, fault.kind().code(), fault.detail());
  }

  static Problem unknownTerminal(String id) {
    return of(404, "unknown-terminal", "There is no terminal \"" + id + "\".");
  }

  static Problem unknownProcess(String id) {
    return of(404, "unknown-process", "There is no process \"" + id + "\".");
  }

  /** A file system that does not answer, or too many calls to one. */
  static Problem of(BlockingPoolException e) {
    return switch (e.reason()) {
      case TIMED_OUT -> of(504, "file-system-timeout", e.text());
      case FULL -> of(503, "file-system-busy", e.text());
      case STOPPED -> of(503, "stopping", e.text());
    };
  }

  static Problem notSupported(String detail) {
    return of(501, "not-supported-here", detail);
  }

  void send(HttpServerResponse response) {
    JsonObject body =
        new JsonObject()
            .put("type", TYPE + code)
            .put("title", title())
            .put("status", status)
            .put("detail", detail);
    if (!faults.isEmpty()) {
      JsonArray errors = new JsonArray();
      faults.forEach(fault ->
          errors.add(new JsonObject().put("pointer", fault.pointer).put("detail", fault.detail)));
      body.put("errors", errors);
    }
    if (status == 401) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"patchbay\"");
    }
    if (status == 429 || status == 503) {
      response.putHeader("Retry-After", "5");
    }
    Replies.drop(
        response
            .setStatusCode(status)
            .putHeader("Content-Type", "application/problem+json")
            .end(body.toBuffer()));
  }

  private String title() {
    return switch (status) {
      case 400 -> "Malformed request";
      case 401 -> "Not logged in";
      case 403 -> "Not allowed from here";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict with the present state";
      case 413 -> "Too large";
      case 416 -> "No such range";
      case 415 -> "Unsupported media type";
      case 422 -> "Refused by policy";
      case 429 -> "At capacity";
      case 507 -> "No room on the disk";
      case 503 -> "Not available now";
      case 504 -> "The file system does not answer";
      default -> "Internal error";
    };
  }
}
