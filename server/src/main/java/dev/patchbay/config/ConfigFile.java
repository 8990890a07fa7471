package dev.patchbay.config;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.yaml.Value;
import dev.patchbay.yaml.YamlException;
import dev.patchbay.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code patchbay.yaml}. Values are read with their places, so that a fault can be named with its
 * line.
 */
public final class ConfigFile {
  /** No program is told what lets it be the hub's user, by whatever name. */
  private static final String HUB_TOKEN = "PATCHBAY_TOKEN";

  private static final String ENV_FILE = "env-file";

  /** Nobody writes so much by hand. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final Path file;
  private final Map<String, String> environment;
  private final Consumer<Path> trust;
  private final BaseFolders folders;

  /**
   * @param environment what {@code ${NAME}} stands for
   * @param trust is told of each other file before it is read; throws if it must not be
   */
  public ConfigFile(Path file, Map<String, String> environment, Consumer<Path> trust) {
    this.file = file;
    Map<String, String> referred = new HashMap<>(environment);
    referred.remove(HUB_TOKEN);
    this.environment = Map.copyOf(referred);
    this.trust = trust;
    folders = BaseFolders.ofFile(environment, file);
  }

  /** What paths in it count from. */
  public BaseFolders folders() {
    return folders;
  }

  /**
   * @return the file's top section
   * @throws ConfigException if it cannot be read, is empty or is not YAML
   */
  public Section read() {
    Value.Mapping top = parse();
    Section raw = new Section(file.toString(), "", top);
    Map<String, String> variables = new HashMap<>(envFiles(raw));
    variables.putAll(environment);
    Section section =
        new Section(
            file.toString(),
            "",
            new References(file.toString(), name -> Optional.ofNullable(variables.get(name)))
                .replace(top));
    var _ = section.has(ENV_FILE);
    return section;
  }

  /** The variables of the files that a section names, the last of them first. */
  public Map<String, String> envFiles(Section section) {
    Map<String, String> variables = new HashMap<>();
    for (String name : section.textOrTexts(ENV_FILE)) {
      variables.putAll(
          section.checkedAt(
              ENV_FILE,
              () -> {
                Path path = folders.resolve(name);
                if (!Files.exists(path)) {
                  throw new IllegalArgumentException("there is no file " + path);
                }
                trust.accept(path);
                return EnvFile.read(path);
              }));
    }
    return variables;
  }

  private Value.Mapping parse() {
    if (Files.isDirectory(file)) {
      throw new ConfigException(file + ": this is a folder: name the file in it");
    }
    Optional<Value> root;
    try {
      root = YamlReader.read(BoundedFile.bytes(file, MAX_BYTES));
    } catch (YamlException e) {
      throw new ConfigException(
          file + ":" + e.place().line() + ":" + e.place().column() + ": " + e.reason());
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + reason(e));
    }
    if (root.isEmpty()) {
      throw new ConfigException(
          file + ": the file is empty: write {} if nothing is to be set, or delete it");
    }
    if (!(root.get() instanceof Value.Mapping top)) {
      throw new ConfigException(
          file
              + ":"
              + root.get().place().line()
              + ":"
              + root.get().place().column()
              + ": the file must consist of \"key: value\" entries");
    }
    return top;
  }

  /** For people. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "you may not read it";
      default -> String.valueOf(e.getMessage());
    };
  }
}
