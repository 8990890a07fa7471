package dev.patchbay.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's parameters and body, held against the contract.
 *
 * @param parameters by name; those that are absent are not there
 * @param body an empty object where there is none
 */
record Input(Map<String, Object> parameters, JsonObject body) {
  private static final String KEY = "input";

  /** So many are told; a body of a mebibyte can have hundreds of thousands. */
  private static final int MOST_FAULTS = 100;

  /**
   * Each takes some ten microseconds to be held against the contract, on an event loop. Twice what
   * the longest list of the contract may have.
   */
  private static final int MOST_VALUES = 20_000;

  /** As the validator says that a property is not there, and that a value is of another type. */
  private static final Pattern MISSING =
      Pattern.compile("Instance does not have required property \"(.+)\"");

  private static final Pattern TYPE =
      Pattern.compile("Instance type \\S+ is invalid\\. Expected (.+)");

  /** What became of a request. */
  sealed interface Checked {
    record Good(Input input) implements Checked {}

    record Bad(Problem problem) implements Checked {}
  }

  static Checked check(Contract.Operation operation, RoutingContext context) {
    List<Problem.Fault> faults = new ArrayList<>();
    Map<String, Object> parameters = new HashMap<>();
    for (Contract.Parameter parameter : operation.parameters()) {
      find(parameter, context)
          .map(text -> parse(parameter, text))
          .ifPresentOrElse(
              value -> {
                collect(parameter.validator(), value, parameter.name(), faults);
                parameters.put(parameter.name(), value);
              },
              () -> {
                if (parameter.required()) {
                  faults.add(new Problem.Fault(parameter.name(), "This is needed."));
                }
              });
    }
    unknownParameters(operation, context).forEach(faults::add);
    if (operation.body() instanceof Contract.Body.Raw && isMultipart(context)) {
      return new Checked.Bad(
          Problem.of(
              415, "unsupported-media-type", "The body must be the file's bytes, not a form."));
    }
    JsonObject body = new JsonObject();
    if (operation.body() instanceof Contract.Body.Json expected) {
      Buffer bytes = context.body().buffer();
      if (bytes == null || bytes.length() == 0) {
        if (expected.required()) {
          faults.add(new Problem.Fault("", "A JSON body is needed."));
        }
      } else {
        Optional<Problem> refusal = JsonBody.refusalOfUntyped(context.request());
        if (refusal.isPresent()) {
          return new Checked.Bad(refusal.get());
        }
        try {
          body = JsonBody.parse(bytes);
          if (JsonBody.values(body, expected.anything()) > MOST_VALUES) {
            faults.add(
                new Problem.Fault(
                    "", "A body may hold %,d values at most.".formatted(MOST_VALUES)));
          } else {
            collect(expected.validator(), body, "", faults);
          }
        } catch (DecodeException e) {
          return new Checked.Bad(
              Problem.of(
                  400,
                  "malformed-json",
                  "The body is not one JSON object, or has one of its names twice."));
        }
      }
    }
    return faults.isEmpty()
        ? new Checked.Good(new Input(parameters, body))
        : new Checked.Bad(Problem.malformed(faults));
  }

  /** One that is not known is most likely misspelt, and what it asks for would not be done. */
  private static List<Problem.Fault> unknownParameters(
      Contract.Operation operation, RoutingContext context) {
    Set<String> known = new TreeSet<>();
    operation.parameters().stream()
        .filter(parameter -> parameter.in().equals("query"))
        .forEach(parameter -> known.add(parameter.name()));
    String words =
        known.isEmpty()
            ? "This call takes no parameters in its query."
            : "This call does not know it; it takes " + String.join(", ", known) + ".";
    return RequestTarget.parameters(context.request()).stream()
        .filter(name -> !known.contains(name))
        .limit(MOST_FAULTS)
        .map(name -> new Problem.Fault(name, words))
        .toList();
  }

  void keep(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Empty where the request was not, or not well, held against the contract. */
  static Optional<Input> find(RoutingContext context) {
    return Optional.ofNullable(context.<Input>get(KEY));
  }

  static Input of(RoutingContext context) {
    return Objects.requireNonNull(context.<Input>get(KEY), "the contract was not checked");
  }

  String text(String parameter) {
    return (String) find(parameter).orElseThrow();
  }

  /** A whole number, which the contract bounds to an int. */
  int count(String parameter, int absent) {
    return find(parameter).map(number -> Math.toIntExact((long) number)).orElse(absent);
  }

  Optional<Object> find(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  private static boolean isMultipart(RoutingContext context) {
    return context.request().headers().getAll("Content-Type").stream().anyMatch(JsonBody::isForm);
  }

  private static Optional<String> find(Contract.Parameter parameter, RoutingContext context) {
    String name = parameter.name();
    @Nullable String value =
        switch (parameter.in()) {
          case "path" -> context.pathParam(name);
          case "query" -> context.request().getParam(name);
          default -> context.request().getHeader(name);
        };
    return Optional.ofNullable(value);
  }

  /** What is no number stays a text, which the schema then complains of. */
  private static Object parse(Contract.Parameter parameter, String text) {
    if (parameter.isInteger()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return text;
      }
    }
    return text;
  }

  private static void collect(
      Validator validator, Object value, String root, List<Problem.Fault> faults) {
    OutputUnit result = validator.validate(value);
    if (result.getValid()) {
      return;
    }
    // A fault is reported at its own place, then as one of all the places around it, and a property
    // that is at fault counts as unknown besides: the first word on a place is the closest.
    NavigableMap<String, Problem.Fault> places = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (OutputUnit error : Optional.ofNullable(result.getErrors()).orElse(List.of())) {
      String pointer = root + error.getInstanceLocation().replaceFirst("^#", "");
      Matcher missing = MISSING.matcher(error.getError());
      Matcher type = TYPE.matcher(error.getError());
      // Of alternatives it is not what is needed that is missing, but any of them.
      if (missing.matches() && !error.getKeywordLocation().contains("Of/")) {
        String place = pointer + "/" + missing.group(1);
        places.putIfAbsent(place, new Problem.Fault(place, "This is needed."));
      } else if (type.matches()) {
        places.putIfAbsent(
            pointer,
            new Problem.Fault(
                pointer, "This must be of type %s.".formatted(type.group(1).replace(",", " or "))));
      } else if (error.getKeywordLocation().endsWith("/additionalProperties")) {
        unknown.add(pointer);
      } else if (!error.getKeywordLocation().endsWith("/properties")) {
        places.putIfAbsent(pointer, new Problem.Fault(pointer, error.getError()));
      }
    }
    unknown.forEach(pointer ->
        places.putIfAbsent(pointer, new Problem.Fault(pointer, "This is not known here.")));
    for (Problem.Fault fault : places.values()) {
      if (faults.size() == MOST_FAULTS) {
        return;
      }
      String inside = fault.pointer() + "/";
      String next = places.ceilingKey(inside);
      if (next == null || !next.startsWith(inside)) {
        faults.add(fault);
      }
    }
  }
}
