package dev.patchbay.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documents show: their blocks of code, and the commands in their sentences. */
final class Examples {
  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w+)[^\\n]*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");

  private Examples() {}

  /**
   * @param line where it begins, counted from 1
   * @param before all of the document above it
   */
  record Block(Path file, int line, String language, String text, String before) {
    @Override
    public String toString() {
      return ROOT.relativize(file) + ":" + line;
    }
  }

  private static List<Path> documents() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src/docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Block> blocks(String language) {
    List<Block> blocks = new ArrayList<>();
    for (Path file : documents()) {
      String text = text(file);
      Matcher fence = FENCE.matcher(text);
      while (fence.find()) {
        if (fence.group(1).equals(language)) {
          String before = text.substring(0, fence.start());
          int line = (int) before.lines().count() + 1;
          blocks.add(new Block(file, line, language, fence.group(2), before));
        }
      }
    }
    return blocks;
  }

  /** Lines of shell blocks, and code in sentences and tables, that begin with a word. */
  static List<String> commands(String word) {
    List<String> commands = new ArrayList<>();
    for (Path file : documents()) {
      for (Block block : blocks("sh")) {
        if (block.file().equals(file)) {
          block.text().lines().forEach(commands::add);
        }
      }
      Matcher span = SPAN.matcher(FENCE.matcher(text(file)).replaceAll(""));
      while (span.find()) {
        // In a table a bar is written so.
        commands.add(span.group(1).replace("\\|", "|"));
      }
    }
    return commands.stream()
        .map(command -> command.replaceFirst("\\s+# .*$", ""))
        .filter(command -> command.equals(word) || command.startsWith(word + " "))
        .distinct()
        .toList();
  }
}
