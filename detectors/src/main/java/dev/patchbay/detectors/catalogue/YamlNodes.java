package dev.patchbay.detectors.catalogue;

import dev.patchbay.yaml.Value;
import dev.patchbay.yaml.YamlException;
import dev.patchbay.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads YAML, as nothing but mappings, lists and plain values. */
final class YamlNodes {
  /** Of the core schema (YAML 1.2.2, 10.3.2). */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?|0o[0-7]+|0x[0-9a-fA-F]+");

  private YamlNodes() {}

  /**
   * @throws Malformed if it is no YAML
   */
  static Node read(byte[] bytes) {
    try {
      return YamlReader.read(bytes)
          .map(YamlNodes::convert)
          .orElseThrow(() -> new Malformed(1, "the file is empty"));
    } catch (YamlException e) {
      throw new Malformed(e.place().line(), e.reason());
    }
  }

  private static Node convert(Value value) {
    int line = value.place().line();
    return switch (value) {
      case Value.Mapping mapping -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> entries.put(key, convert(entry.value())));
        yield new Node.Mapping(line, entries);
      }
      case Value.Sequence sequence ->
          new Node.Sequence(line, sequence.items().stream().map(YamlNodes::convert).toList());
      case Value.Scalar scalar -> scalar(line, scalar);
    };
  }

  private static Node scalar(int line, Value.Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.form()) {
      case NULL -> new Node.Other(line, text);
      case QUOTED -> new Node.Text(line, text);
      case PLAIN ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> new Node.Flag(line, true);
            case "false" -> new Node.Flag(line, false);
            default ->
                NUMBER.matcher(text).matches()
                    ? new Node.Other(line, text)
                    : new Node.Text(line, text);
          };
    };
  }
}
