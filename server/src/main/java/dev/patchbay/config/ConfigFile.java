package dev.patchbay.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * {@code patchbay.yaml}. Values are read with their places, so that a fault can be named with its
 * line.
 */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * @return the file's top section; an empty one if the file is empty
   * @throws ConfigException if it cannot be read or is not YAML
   */
  public static Section read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root = new Yaml(new LoaderOptions()).compose(reader);
      if (root == null) {
        return empty();
      }
      if (!(root instanceof MappingNode top)) {
        throw new ConfigException(file + ": the file must consist of \"key: value\" entries.");
      }
      return new Section(file.toString(), "", top);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(file + ":" + line + ": " + e.getProblem());
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e);
    }
  }

  /** What an absent file amounts to. */
  public static Section empty() {
    return new Section(
        "",
        "",
        new MappingNode(Tag.MAP, List.of(), org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK));
  }
}
