package dev.patchbay.detectors.ledger;

import dev.patchbay.detectors.machine.FileId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Debian's packages and their versions, read again when its status file has changed. */
final class DpkgLedger {
  private static final String PACKAGE = "Package: ";
  private static final String VERSION = "Version: ";

  /** What is written behind the version of a program whose source was packed anew. */
  private static final Pattern REPACKED = Pattern.compile("[+~](?:dfsg|ds|repack)[0-9.]*$");

  /** Anything else, such as 2.0~rc1 or 3.0+really2.9, is not worth guessing at. */
  private static final Pattern PLAIN = Pattern.compile("\\d+(?:\\.\\d+)*[0-9A-Za-z.]*");

  private final Path status;
  private Map<String, String> versions = Map.of();
  private Optional<FileId> read = Optional.empty();

  /**
   * @param status dpkg's file, {@code /var/lib/dpkg/status}; it may be absent
   */
  DpkgLedger(Path status) {
    this.status = status;
  }

  Optional<Recorded> find(String packageName) {
    return version(packageName)
        .flatMap(version ->
            upstream(version)
                .map(text ->
                    new Recorded(text, "the Debian package " + packageName + " " + version)));
  }

  private synchronized Optional<String> version(String packageName) {
    Optional<FileId> now = FileId.of(status);
    if (!now.equals(read)) {
      versions = Text.of(status).map(DpkgLedger::parse).orElse(Map.of());
      read = now;
    }
    return Optional.ofNullable(versions.get(packageName));
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> versions = new HashMap<>();
    String name = "";
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (text.startsWith(PACKAGE, start)) {
        name = text.substring(start + PACKAGE.length(), end);
      } else if (text.startsWith(VERSION, start)) {
        versions.put(name, text.substring(start + VERSION.length(), end));
      }
      start = end + 1;
    }
    return versions;
  }

  /** Without epoch and revision (deb-version(7)); empty where the rest is no plain version. */
  static Optional<String> upstream(String version) {
    String text = version.substring(version.indexOf(':') + 1);
    int revision = text.lastIndexOf('-');
    text = revision < 0 ? text : text.substring(0, revision);
    text = REPACKED.matcher(text).replaceFirst("");
    return PLAIN.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
