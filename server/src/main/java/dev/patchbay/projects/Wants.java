package dev.patchbay.projects;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.bounded.UserPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads from a folder's files which tools it asks for, and in which versions. */
public final class Wants {
  /** What is looked at of a file: such files are short, and nobody's may hold the hub up. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_VERSION = 60;

  /** Nobody's folder asks for more tools. */
  private static final int MAX_WANTS = 200;

  /** Names that .tool-versions uses where the catalogue has others. */
  private static final Map<String, String> ASDF =
      Map.of("nodejs", "node", "golang", "go", "github-cli", "gh", "rust", "rust");

  /** Files that hold nothing but a version. */
  private static final Map<String, String> BARE =
      Map.of(
          ".nvmrc", "node",
          ".node-version", "node",
          ".python-version", "python",
          ".ruby-version", "ruby",
          ".java-version", "java",
          ".go-version", "go",
          ".terraform-version", "terraform",
          "rust-toolchain", "rust");

  private record Rule(String file, String tool, UserPattern version) {}

  /** Files in which a version stands somewhere. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("go.mod", "go", UserPattern.ofLines("^go\\s+([0-9.]+)")),
          new Rule(
              "pom.xml",
              "java",
              UserPattern.ofLines(
                  "<(?:maven\\.compiler\\.release|maven\\.compiler\\.source|java\\.version|release)>"
                      + "\\s*([0-9.]+|\\$\\{[^}<]+\\})\\s*<")),
          new Rule(
              "package.json",
              "node",
              UserPattern.ofLines("\"engines\"\\s*:\\s*\\{[^}]*\"node\"\\s*:\\s*\"([^\"]+)\"")),
          new Rule(
              "package.json",
              "npm",
              UserPattern.ofLines("\"engines\"\\s*:\\s*\\{[^}]*\"npm\"\\s*:\\s*\"([^\"]+)\"")),
          new Rule(
              "package.json",
              "pnpm",
              UserPattern.ofLines("\"packageManager\"\\s*:\\s*\"pnpm@([^\"+]+)")),
          new Rule(
              "package.json",
              "yarn",
              UserPattern.ofLines("\"packageManager\"\\s*:\\s*\"yarn@([^\"+]+)")),
          new Rule(
              "pyproject.toml",
              "python",
              UserPattern.ofLines("^requires-python\\s*=\\s*\"([^\"]+)\"")),
          new Rule(
              "rust-toolchain.toml", "rust", UserPattern.ofLines("^channel\\s*=\\s*\"([^\"]+)\"")),
          new Rule("Gemfile", "ruby", UserPattern.ofLines("^ruby\\s+[\"']([^\"']+)[\"']")));

  private Wants() {}

  /**
   * @param hints files by which a folder asks for tools, with the tools' ids
   * @return one for each tool, with a version where one is named
   */
  public static List<Want> of(Path folder, Map<String, List<String>> hints) {
    Map<String, Want> wants = new LinkedHashMap<>();
    BiConsumer<String, Want> add =
        (tool, want) ->
            wants.merge(tool, want, (old, fresh) -> old.version().isEmpty() ? fresh : old);
    read(folder.resolve(".tool-versions"))
        .ifPresent(text ->
            text.lines()
                .map(line -> line.split("#", 2)[0].strip().split("\\s+"))
                .filter(words -> words.length > 1)
                .limit(MAX_WANTS)
                .forEach(words -> {
                  String tool = ASDF.getOrDefault(words[0], words[0]);
                  add.accept(tool, new Want(tool, bounded(words[1]), ".tool-versions"));
                }));
    BARE.forEach((file, tool) ->
        read(folder.resolve(file))
            .flatMap(text -> text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst())
            .filter(line -> !line.startsWith("["))
            .ifPresent(line -> add.accept(tool, new Want(tool, bounded(line), file))));
    for (Rule rule : RULES) {
      read(folder.resolve(rule.file()))
          .flatMap(text -> rule.version().firstGroup(text).map(found -> property(found, text)))
          .ifPresent(version ->
              add.accept(rule.tool(), new Want(rule.tool(), bounded(version), rule.file())));
    }
    hints.forEach((file, tools) -> {
      if (Files.exists(folder.resolve(file))) {
        tools.forEach(tool -> add.accept(tool, new Want(tool, "", file)));
      }
    });
    return new ArrayList<>(wants.values());
  }

  /** What a Maven property stands for where the same file says so; nothing where it does not. */
  private static String property(String version, String text) {
    if (!version.startsWith("${")) {
      return version;
    }
    String name = version.substring(2, version.length() - 1);
    int begin = text.indexOf("<" + name + ">");
    int end = text.indexOf("</" + name + ">");
    if (begin < 0 || end < begin) {
      return "";
    }
    String value = text.substring(begin + name.length() + 2, end).strip();
    return value.startsWith("${") ? "" : value;
  }

  private static String bounded(String version) {
    return version.length() > MAX_VERSION ? version.substring(0, MAX_VERSION) : version;
  }

  /** A plain file's beginning: a pipe or a device would hold the hub up. */
  private static Optional<String> read(Path file) {
    return BoundedFile.beginning(file, MAX_BYTES);
  }
}
