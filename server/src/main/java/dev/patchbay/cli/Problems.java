package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.util.List;
import java.util.Map;

/** What the hub says when it does not do what it was asked. */
final class Problems {
  private Problems() {}

  /**
   * @param body an RFC 9457 problem, or whatever else came
   */
  static Failure explain(int status, String body) {
    return new Failure(exitCode(status), detail(status, body));
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 401, 403, 422 -> Failure.NOT_ALLOWED;
      case 404 -> Failure.NOT_FOUND;
      default -> Failure.FAILED;
    };
  }

  private static String detail(int status, String body) {
    if (!(Json.parse(body) instanceof Map<?, ?> problem)
        || !(problem.get("detail") instanceof String detail)) {
      return "the hub answered with status " + status;
    }
    StringBuilder text = new StringBuilder(detail);
    if (problem.get("errors") instanceof List<?> errors) {
      for (Object error : errors) {
        if (error instanceof Map<?, ?> fault && !detail.equals(fault.get("detail"))) {
          text.append(' ').append(fault.get("pointer")).append(": ").append(fault.get("detail"));
        }
      }
    }
    return text.toString();
  }
}
