package dev.patchbay.config;

import dev.patchbay.yaml.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to variables in a file's values: {@code ${NAME}}, {@code ${NAME:-default}}
 * where it is unset or empty, {@code ${NAME-default}} where it is unset, {@code ${NAME:?message}}
 * where it must be there. With a second dollar sign before it a reference stays, for a shell; a
 * dollar sign before anything else is just that.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)\\}?");
  private static final Pattern BODY =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])(.*))?", Pattern.DOTALL);

  private final String file;
  private final Function<String, Optional<String>> variables;

  /**
   * @param file named in faults
   * @param variables what a name stands for
   */
  References(String file, Function<String, Optional<String>> variables) {
    this.file = file;
    this.variables = variables;
  }

  /**
   * @throws ConfigException if a variable is not there, or is not referred to as it can be
   */
  Value.Mapping replace(Value.Mapping mapping) {
    Map<String, Value.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) ->
            entries.put(key, new Value.Entry(entry.place(), replace(entry.value()))));
    return new Value.Mapping(mapping.place(), entries);
  }

  private Value replace(Value value) {
    return switch (value) {
      case Value.Mapping mapping -> replace(mapping);
      case Value.Sequence sequence ->
          new Value.Sequence(
              sequence.place(), sequence.items().stream().map(this::replace).toList());
      case Value.Scalar(Value.Place place, String text, Value.Form form) when text.contains("${") ->
          new Value.Scalar(place, replace(place, text), form);
      case Value.Scalar scalar -> scalar;
    };
  }

  private String replace(Value.Place place, String text) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (reference.find()) {
      String whole = reference.group();
      reference.appendReplacement(
          replaced,
          Matcher.quoteReplacement(
              whole.startsWith("$$") ? whole.substring(1) : value(place, whole, reference)));
    }
    return reference.appendTail(replaced).toString();
  }

  private String value(Value.Place place, String whole, Matcher reference) {
    Matcher body = BODY.matcher(reference.group(1));
    if (!whole.endsWith("}") || reference.group(1).contains("${") || !body.matches()) {
      throw fault(
          place,
          whole
              + " is no ${NAME} or ${NAME:-default}; write $"
              + whole
              + " to leave it to a shell");
    }
    Optional<String> found = variables.apply(body.group(1));
    String operator = body.group(2) == null ? "" : body.group(2);
    String word = body.group(3) == null ? "" : body.group(3);
    Optional<String> counts = operator.startsWith(":") ? found.filter(it -> !it.isEmpty()) : found;
    if (counts.isPresent()) {
      return counts.get();
    }
    if (operator.endsWith("-")) {
      return word;
    }
    throw fault(
        place,
        "the variable "
            + body.group(1)
            + " is not set"
            + (word.isEmpty() ? "" : " (" + word + ")")
            + ": set it for the hub or in an env-file, write ${"
            + body.group(1)
            + ":-default}, or $"
            + whole
            + " to leave it to a shell");
  }

  private ConfigException fault(Value.Place place, String problem) {
    return new ConfigException(file + ":" + place.line() + ":" + place.column() + ": " + problem);
  }
}
