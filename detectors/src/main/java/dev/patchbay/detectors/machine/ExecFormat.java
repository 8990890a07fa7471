package dev.patchbay.detectors.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the kernel can execute a file that may be executed, by its first line (execve(2)). A
 * shell runs some that the kernel does not, as if they were scripts for itself.
 */
final class ExecFormat {
  /** What the kernel reads of a script's first line. */
  private static final int FIRST_LINE_BYTES = 256;

  private static final String ELF = "\u007fELF";
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final String SCRIPT = "#!";

  /** Formats that an administrator has the kernel hand to interpreters (binfmt_misc). */
  private static final Path MORE_FORMATS = Path.of("/proc/sys/fs/binfmt_misc");

  private static final int FORMAT_BYTES = 4 * 1024;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+][A-Za-z0-9_.+-]*");

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private ExecFormat() {}

  /**
   * Why a file cannot be executed, as a clause for people; empty where nothing is known against it.
   * Reads files.
   *
   * @param isOnPath whether there is a program of a name on the user's PATH
   */
  static Optional<String> obstacle(Path file, Predicate<String> isOnPath) {
    if (!LINUX) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = BoundedFile.firstBytes(file, FIRST_LINE_BYTES);
    } catch (IOException e) {
      // What may be executed need not be readable.
      return Optional.empty();
    }
    String head = new String(bytes, ISO_8859_1);
    if (head.startsWith(ELF)) {
      return Optional.empty();
    }
    if (head.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (head.startsWith(BYTE_ORDER_MARK + SCRIPT)) {
      return Optional.of(
          "it begins with a byte order mark, so the system does not see its first line \"#!\"; save"
              + " it as UTF-8 without one");
    }
    if (head.startsWith(SCRIPT)) {
      return interpreter(head.substring(SCRIPT.length()), isOnPath);
    }
    return isRegistered(head, file)
        ? Optional.empty()
        : Optional.of(
            "it is no program of this system, and no script: its first line does not begin with"
                + " \"#!\" and an interpreter");
  }

  /** Whether the kernel hands files that begin so, or are called so, to an interpreter. */
  private static boolean isRegistered(String head, Path file) {
    String[] names = MORE_FORMATS.toFile().list();
    return names != null
        && Stream.of(names)
            .flatMap(name -> BoundedFile.find(MORE_FORMATS.resolve(name), FORMAT_BYTES).stream())
            .anyMatch(format -> isOf(format, head, file.toFile().getName()));
  }

  /**
   * @param format an entry as the kernel shows it, {@code enabled} in its first line
   */
  static boolean isOf(String format, String head, String name) {
    Map<String, String> fields = new HashMap<>();
    format
        .lines()
        .forEach(line -> {
          String[] words = line.split(" ", 2);
          fields.put(words[0], words.length > 1 ? words[1] : "");
        });
    if (!fields.containsKey("enabled")) {
      return false;
    }
    if (fields.containsKey("extension")) {
      return name.endsWith(fields.get("extension"));
    }
    byte[] magic = HexFormat.of().parseHex(fields.getOrDefault("magic", ""));
    byte[] mask = HexFormat.of().parseHex(fields.getOrDefault("mask", ""));
    int offset = Integer.parseInt(fields.getOrDefault("offset", "0"));
    if (magic.length == 0 || head.length() < offset + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      int bits = i < mask.length ? mask[i] : 0xff;
      if ((head.charAt(offset + i) & bits & 0xff) != (magic[i] & 0xff & bits)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> interpreter(String rest, Predicate<String> isOnPath) {
    int end = rest.indexOf('\n');
    String line = new String((end < 0 ? rest : rest.substring(0, end)).getBytes(ISO_8859_1), UTF_8);
    String[] words = line.strip().split("[ \t]+", -1);
    if (line.endsWith("\r")) {
      return Optional.of(
          "its first line ends with a carriage return, so the system looks for an interpreter \""
              + words[0]
              + "\\r\"; save it with Unix line ends");
    }
    if (words[0].isEmpty()) {
      return Optional.of("its first line names no interpreter after \"#!\"");
    }
    Path program = Path.of(words[0]);
    if (!Files.isExecutable(program)) {
      return Optional.of("its interpreter " + program + " is not here, or not executable");
    }
    boolean looksUp = program.endsWith("env") && words.length > 1;
    int name = looksUp && words[1].equals("-S") ? 2 : 1;
    return looksUp
            && words.length > name
            && NAME.matcher(words[name]).matches()
            && !isOnPath.test(words[name])
        ? Optional.of("its interpreter " + words[name] + " is not on your PATH")
        : Optional.empty();
  }
}
