package dev.patchbay.detectors.catalogue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The fields of a mapping, checked as they are read. Every getter throws {@link Malformed}. */
final class Fields {
  private static final int MAX_TEXT = 400;

  private final Node.Mapping mapping;
  private final Set<String> known = new HashSet<>();

  private Fields(Node.Mapping mapping) {
    this.mapping = mapping;
  }

  static Fields of(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return new Fields(mapping);
    }
    throw new Malformed(node.line(), "must have fields of its own");
  }

  Optional<Node> find(String name) {
    known.add(name);
    return Optional.ofNullable(mapping.entries().get(name));
  }

  <T> Optional<T> find(String name, Function<Node, T> reader) {
    return find(name)
        .map(node -> {
          try {
            return reader.apply(node);
          } catch (IllegalArgumentException e) {
            throw new Malformed(node.line(), name + ": " + e.getMessage());
          } catch (Malformed e) {
            throw new Malformed(e.line(), name + ": " + e.reason());
          }
        });
  }

  <T> T need(String name, Function<Node, T> reader) {
    return find(name, reader)
        .orElseThrow(() -> new Malformed(mapping.line(), "\"" + name + "\" is missing"));
  }

  String text(String name, Pattern form) {
    return need(name, node -> matching(Fields.text(node), form));
  }

  String textOrEmpty(String name) {
    return find(name, Fields::text).orElse("");
  }

  List<String> texts(String name) {
    return find(name, Fields::texts).orElse(List.of());
  }

  <T> List<T> list(String name, Function<Node, T> reader) {
    return find(name, node -> items(node).stream().map(reader).toList()).orElse(List.of());
  }

  boolean flag(String name, boolean absent) {
    return find(
            name,
            node -> {
              if (node instanceof Node.Flag flag) {
                return flag.value();
              }
              throw new Malformed(node.line(), "must be true or false");
            })
        .orElse(absent);
  }

  /** A field that nobody asked for is most likely misspelt. */
  void rejectUnknown() {
    mapping
        .entries()
        .forEach((name, node) -> {
          if (!known.contains(name)) {
            throw new Malformed(node.line(), "\"" + name + "\" is not known here");
          }
        });
  }

  static String text(Node node) {
    if (!(node instanceof Node.Text text)) {
      throw new Malformed(node.line(), "must be a text");
    }
    if (text.value().isEmpty() || text.value().length() > MAX_TEXT) {
      throw new Malformed(node.line(), "must have 1 to " + MAX_TEXT + " characters");
    }
    if (text.value().indexOf('\0') >= 0) {
      throw new Malformed(node.line(), "must not hold a NUL");
    }
    return text.value();
  }

  static List<String> texts(Node node) {
    return items(node).stream().map(Fields::text).toList();
  }

  static List<Node> items(Node node) {
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    throw new Malformed(node.line(), "must be a list");
  }

  static Map<String, String> texts(Node node, Pattern names) {
    Map<String, String> texts = new LinkedHashMap<>();
    of(node)
        .mapping
        .entries()
        .forEach((name, value) -> texts.put(matching(name, names), text(value)));
    return texts;
  }

  static String matching(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" does not have the form " + form);
    }
    return text;
  }
}
