package dev.patchbay.config;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * {@code patchbay.yaml}. Values are read with their places, so that a fault can be named with its
 * line.
 */
public final class ConfigFile {
  /** Nobody writes so much by hand. */
  private static final int MAX_BYTES = 1024 * 1024;

  private ConfigFile() {}

  /**
   * @return the file's top section; an empty one if the file is empty
   * @throws ConfigException if it cannot be read or is not YAML
   */
  public static Section read(Path file) {
    try {
      Reader reader = new StringReader(BoundedFile.text(file, MAX_BYTES));
      Node root = new Yaml(new LoaderOptions()).compose(reader);
      if (root == null) {
        return empty();
      }
      if (!(root instanceof MappingNode top)) {
        throw new ConfigException(file + ": the file must consist of \"key: value\" entries.");
      }
      refuseLoops(file, top, new IdentityHashMap<>());
      return new Section(file.toString(), "", top);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(file + ":" + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw new ConfigException(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e);
    }
  }

  /**
   * Refuses an alias that points to a node around it: following it would never end.
   *
   * @param looked whether all within a node was looked at; false while it is
   */
  private static void refuseLoops(Path file, Node node, Map<Node, Boolean> looked) {
    Boolean done = looked.putIfAbsent(node, false);
    if (done != null) {
      if (!done) {
        throw new ConfigException(
            file
                + ":"
                + (node.getStartMark().getLine() + 1)
                + ": this has an alias of itself in it (&"
                + node.getAnchor()
                + ").");
      }
      return;
    }
    switch (node) {
      case MappingNode mapping ->
          mapping
              .getValue()
              .forEach(entry -> {
                refuseLoops(file, entry.getKeyNode(), looked);
                refuseLoops(file, entry.getValueNode(), looked);
              });
      case SequenceNode sequence ->
          sequence.getValue().forEach(item -> refuseLoops(file, item, looked));
      default -> {}
    }
    looked.put(node, true);
  }

  /** What an absent file amounts to. */
  public static Section empty() {
    return new Section(
        "",
        "",
        new MappingNode(Tag.MAP, List.of(), org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK));
  }
}
