package dev.patchbay.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the configuration file. Every getter names file, line and key when it throws. */
public final class Section {
  private final String file;
  private final String path;
  private final MappingNode node;
  private final Set<String> known = new HashSet<>();

  Section(String file, String path, MappingNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The section below a key; an empty one if it is absent. */
  public Section section(String key) {
    Node value = find(key).orElse(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK));
    if (value instanceof MappingNode mapping) {
      return new Section(file, path + key + ".", mapping);
    }
    throw fault(value, key, "must have entries of its own");
  }

  public Optional<String> text(String key) {
    return find(key).map(value -> scalar(value, key));
  }

  public int number(String key, int absent) {
    return parsed(key, Integer::parseInt).orElse(absent);
  }

  public boolean flag(String key, boolean absent) {
    return parsed(
            key,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException("must be true or false");
                })
        .orElse(absent);
  }

  public Duration duration(String key, Duration absent) {
    return parsed(key, Quantities::duration).orElse(absent);
  }

  /** Bytes. */
  public int size(String key, int absent) {
    return parsed(key, text -> Math.toIntExact(Quantities.size(text))).orElse(absent);
  }

  /** Bytes, also more than fit in an int. */
  public long largeSize(String key, long absent) {
    return parsed(key, Quantities::size).orElse(absent);
  }

  /**
   * Bytes, given as a size or as a share such as {@code 40%}.
   *
   * @param whole what the share is of, in bytes
   */
  public long sizeOrShare(String key, long whole, long absent) {
    return parsed(key, text -> Quantities.sizeOrShare(text, whole)).orElse(absent);
  }

  public List<String> texts(String key) {
    return find(key)
        .map(value -> {
          if (!(value instanceof SequenceNode sequence)) {
            throw fault(value, key, "must be a list");
          }
          List<String> texts = new ArrayList<>();
          sequence.getValue().forEach(item -> texts.add(scalar(item, key)));
          return List.copyOf(texts);
        })
        .orElse(List.of());
  }

  /** Names of the user's own choice, in the file's order. */
  public List<String> keys() {
    List<String> keys =
        node.getValue().stream().map(entry -> scalar(entry.getKeyNode(), "")).toList();
    known.addAll(keys);
    return keys;
  }

  /** All entries of this section as texts. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String key = scalar(tuple.getKeyNode(), "");
      known.add(key);
      entries.put(key, scalar(tuple.getValueNode(), key));
    }
    return entries;
  }

  /**
   * What is below a key as maps, lists, texts, numbers and truth values; an empty map if it is
   * absent.
   */
  public Map<String, Object> tree(String key) {
    return find(key)
        .map(value -> {
          if (value instanceof MappingNode mapping) {
            return object(mapping, key);
          }
          throw fault(value, key, "must have entries of its own");
        })
        .orElse(Map.of());
  }

  private Map<String, Object> object(MappingNode mapping, String key) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = scalar(tuple.getKeyNode(), key);
      if (object.put(name, value(tuple.getValueNode(), key + "." + name)) != null) {
        throw fault(tuple.getKeyNode(), key + "." + name, "is there twice");
      }
    }
    return object;
  }

  private Object value(Node node, String key) {
    return switch (node) {
      case MappingNode mapping -> object(mapping, key);
      case SequenceNode sequence -> {
        List<Object> list = new ArrayList<>();
        sequence.getValue().forEach(item -> list.add(value(item, key)));
        yield list;
      }
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
          Boolean.valueOf(scalar.getValue());
      case ScalarNode scalar when scalar.getTag().equals(Tag.INT) && isDecimal(scalar) ->
          Long.valueOf(scalar.getValue());
      case ScalarNode scalar -> scalar.getValue();
      default -> throw fault(node, key, "cannot be used here");
    };
  }

  private static boolean isDecimal(ScalarNode scalar) {
    return scalar.getValue().matches("-?\\d{1,18}");
  }

  /**
   * The fault of something below a key.
   *
   * @param pointer its place as a JSON pointer; where nothing is there, the closest around it
   *     counts
   */
  public ConfigException faultAt(String key, String pointer, String problem) {
    Node at = find(key).orElse(node);
    for (String step : pointer.split("/", -1)) {
      at = step.isEmpty() ? at : below(at, step);
    }
    return fault(at, key + pointer.replace('/', '.'), problem);
  }

  private static Node below(Node node, String step) {
    return switch (node) {
      case MappingNode mapping ->
          mapping.getValue().stream()
              .filter(tuple ->
                  tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(step))
              .findFirst()
              .map(NodeTuple::getValueNode)
              .orElse(node);
      case SequenceNode sequence when step.matches("\\d{1,9}") ->
          sequence.getValue().stream().skip(Long.parseLong(step)).findFirst().orElse(node);
      default -> node;
    };
  }

  /** Runs a check of values that only make sense together, and places what it throws here. */
  public <T> T checked(java.util.function.Supplier<T> build) {
    try {
      return build.get();
    } catch (IllegalArgumentException e) {
      throw fault(node, "", String.valueOf(e.getMessage()));
    }
  }

  /** A key that nobody asked for is most likely misspelt. */
  public void rejectUnknown() {
    for (NodeTuple tuple : node.getValue()) {
      String key = scalar(tuple.getKeyNode(), "");
      if (!known.contains(key)) {
        throw fault(tuple.getKeyNode(), key, "is not known here");
      }
    }
  }

  private <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return find(key)
        .map(value -> {
          try {
            return parser.apply(scalar(value, key));
          } catch (NumberFormatException e) {
            throw fault(value, key, "must be a whole number");
          } catch (IllegalArgumentException | ArithmeticException e) {
            throw fault(value, key, String.valueOf(e.getMessage()));
          }
        });
  }

  private Optional<Node> find(String key) {
    known.add(key);
    return node.getValue().stream()
        .filter(tuple -> scalar(tuple.getKeyNode(), "").equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private String scalar(Node value, String key) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault(value, key, "must be a single value");
  }

  private ConfigException fault(Node at, String key, String problem) {
    String line = at.getStartMark() == null ? "" : ":" + (at.getStartMark().getLine() + 1);
    String name = (path + key).replaceAll("\\.$", "");
    return new ConfigException(file + line + ": " + (name.isEmpty() ? "" : name + ": ") + problem);
  }
}
