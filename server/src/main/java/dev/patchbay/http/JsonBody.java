package dev.patchbay.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a call that takes JSON. */
final class JsonBody {
  private static final String JSON = "application/json";

  private JsonBody() {}

  /**
   * Why the body will not be read, judged by the headers: a body of another type never counts as
   * none. Bodies are taken as they are sent, so none is larger than it says.
   */
  static Optional<Problem> refusal(HttpServerRequest request) {
    List<String> types = request.headers().getAll("Content-Type");
    // A form without fields may have no bytes, and is a form all the same.
    if (!mayHaveBody(request) && types.stream().noneMatch(JsonBody::isForm)) {
      return Optional.empty();
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return unsupported("The body must be sent without a content encoding.");
    }
    return types.isEmpty() || (types.size() == 1 && isJson(types.getFirst()))
        ? Optional.empty()
        : unsupported("The body must be sent as application/json in UTF-8.");
  }

  /** The same for a body that is there, which must have a type. */
  static Optional<Problem> refusalOfUntyped(HttpServerRequest request) {
    return request.headers().contains("Content-Type")
        ? Optional.empty()
        : unsupported("The body must be sent as application/json.");
  }

  /**
   * Reads one object, each of whose names is there once: readers differ in which of two they take.
   *
   * @throws DecodeException if it is no such object
   */
  static JsonObject parse(Buffer bytes) {
    try (JsonParser parser = JacksonCodec.createParser(bytes)) {
      parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
      if (JacksonCodec.fromParser(parser, Object.class) instanceof JsonObject object) {
        return object;
      }
      throw new DecodeException("not an object");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How many values a body holds, at any depth.
   *
   * @param but names of its properties that do not count
   */
  static int values(JsonObject body, Set<String> but) {
    return body.stream()
        .filter(property -> !but.contains(property.getKey()))
        .mapToInt(property -> values(property.getValue()))
        .sum();
  }

  /** Parsed values are not nested deeper than the parser goes. */
  private static int values(@Nullable Object value) {
    return switch (value) {
      case JsonArray array -> 1 + array.stream().mapToInt(JsonBody::values).sum();
      case JsonObject object ->
          1 + object.stream().mapToInt(property -> values(property.getValue())).sum();
      case null, default -> 1;
    };
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return request.headers().contains("Transfer-Encoding")
        || (length != null && !length.strip().equals("0"));
  }

  static boolean isForm(String type) {
    return type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static boolean isJson(String type) {
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=") && !parameter.matches("charset=\"?utf-?8\"?")) {
        return false;
      }
    }
    return parts[0].strip().equals(JSON);
  }

  private static Optional<Problem> unsupported(String detail) {
    return Optional.of(Problem.of(415, "unsupported-media-type", detail));
  }
}
