package dev.patchbay.config;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.yaml.YamlException;
import dev.patchbay.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables, one a line: {@code NAME=value}, with or without {@code export}. In single
 * quotes a value stands as it is; in double quotes backslashes escape; without quotes it ends at
 * {@code #}. Nothing is replaced in it.
 */
final class EnvFile {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(#.*)?");
  private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(#.*)?");

  private EnvFile() {}

  /**
   * @throws ConfigException if it cannot be read or used, with the line
   */
  static Map<String, String> read(Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      String place = file + ":" + number + ": ";
      Matcher form = LINE.matcher(line);
      if (!form.matches()) {
        throw new ConfigException(place + "this is no variable: write NAME=value");
      }
      if (variables.put(form.group(1), value(place, form.group(2).strip())) != null) {
        throw new ConfigException(place + form.group(1) + " is here twice");
      }
    }
    return variables;
  }

  private static List<String> lines(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigException(file + ": this is a folder, not a file of variables");
    }
    try {
      String text = YamlReader.text(BoundedFile.bytes(file, MAX_BYTES));
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).indexOf('\0') >= 0) {
          throw new ConfigException(
              file + ":" + (i + 1) + ": there is a NUL here, which no variable can hold");
        }
      }
      return lines;
    } catch (YamlException e) {
      throw new ConfigException(
          file + ":" + e.place().line() + ":" + e.place().column() + ": " + e.reason());
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + ConfigFile.reason(e));
    }
  }

  private static String value(String place, String written) {
    if (written.startsWith("'")) {
      Matcher form = SINGLE.matcher(written);
      if (form.matches()) {
        return form.group(1);
      }
    } else if (written.startsWith("\"")) {
      Matcher form = DOUBLE.matcher(written);
      if (form.matches()) {
        return unescaped(withoutReferences(place, form.group(1)));
      }
    } else {
      return withoutReferences(place, written.replaceFirst("(^|\\s+)#.*$", ""));
    }
    throw new ConfigException(
        place + "the quotes do not end on their line, or something follows them");
  }

  private static String withoutReferences(String place, String text) {
    if (text.contains("${")) {
      throw new ConfigException(
          place + "${…} is not replaced in this file: in single quotes it stays as it is");
    }
    return text;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char next = text.charAt(++i);
      switch (next) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case '"', '\\', '$', '`' -> plain.append(next);
        default -> plain.append('\\').append(next);
      }
    }
    return plain.toString();
  }
}
