package dev.patchbay.detectors.catalogue;

import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML, as nothing but mappings, lists and plain values. */
final class YamlNodes {
  private static final int MAX_DEPTH = 20;

  private YamlNodes() {}

  /**
   * @throws Malformed if it is no YAML
   */
  static Node read(Reader reader) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    try {
      org.yaml.snakeyaml.nodes.Node root = new Yaml(options).compose(reader);
      if (root == null) {
        throw new Malformed(1, "the file is empty");
      }
      return convert(root, 0);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new Malformed(line, e.getProblem());
    } catch (YAMLException e) {
      throw new Malformed(1, String.valueOf(e.getMessage()));
    }
  }

  private static Node convert(org.yaml.snakeyaml.nodes.Node node, int depth) {
    int line = node.getStartMark().getLine() + 1;
    if (depth > MAX_DEPTH) {
      // An alias may refer to what it stands in.
      throw new Malformed(line, "is nested too deeply");
    }
    return switch (node) {
      case MappingNode mapping -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            throw new Malformed(line, "a key must be a single word");
          }
          if (entries.put(key.getValue(), convert(tuple.getValueNode(), depth + 1)) != null) {
            throw new Malformed(line, "\"" + key.getValue() + "\" is there twice");
          }
        }
        yield new Node.Mapping(line, entries);
      }
      case SequenceNode sequence ->
          new Node.Sequence(
              line, sequence.getValue().stream().map(item -> convert(item, depth + 1)).toList());
      case ScalarNode scalar -> scalar(line, scalar);
      default -> throw new Malformed(line, "cannot be used here");
    };
  }

  private static Node scalar(int line, ScalarNode scalar) {
    if (scalar.getTag().equals(Tag.BOOL)) {
      return new Node.Flag(line, scalar.getValue().equalsIgnoreCase("true"));
    }
    return scalar.getTag().equals(Tag.STR)
        ? new Node.Text(line, scalar.getValue())
        : new Node.Other(line, scalar.getValue());
  }
}
