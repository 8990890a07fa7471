package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file system a path is on, told by its text alone: asking the file system itself could hang.
 * Thread-safe.
 */
final class MountTable {
  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final Path LINUX = Path.of("/proc/self/mountinfo");

  /** Mounts come and go rarely, and a machine full of containers has thousands of them. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Blanks and backslashes of a path are written as three octal digits; see proc(5). */
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private static final int ID = 0;
  private static final int POINT = 4;
  private static final int SHORTEST = 6;

  private final Path source;
  private final AtomicLong readAt = new AtomicLong(System.nanoTime() - FRESH_NANOS);
  private volatile Map<Path, Mount> mounts = Map.of();

  MountTable() {
    this(LINUX);
  }

  MountTable(Path source) {
    this.source = source;
  }

  /** The mount of an absolute path without links, as the table was read last. Never blocks. */
  Mount of(Path path) {
    Map<Path, Mount> known = mounts;
    for (Path at = path; at != null; at = at.getParent()) {
      Mount mount = known.get(at);
      if (mount != null) {
        return mount;
      }
    }
    return Mount.ROOT;
  }

  /** Reads the table anew unless that was done just now. For a thread that may block. */
  void refresh() {
    long last = readAt.get();
    long now = System.nanoTime();
    if (now - last >= FRESH_NANOS && readAt.compareAndSet(last, now)) {
      try {
        mounts = parse(BoundedFile.text(source, MAX_BYTES, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // Not Linux: everything is one file system.
      }
    }
  }

  private static Map<Path, Mount> parse(String text) {
    Map<Path, Mount> found = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      int type = Arrays.asList(fields).indexOf("-") + 1;
      if (fields.length >= SHORTEST && type > 0 && type < fields.length) {
        try {
          Path point = Path.of(unescape(fields[POINT]));
          // The last one on a folder hides those before it.
          found.put(point, new Mount(Long.parseLong(fields[ID]), point, fields[type]));
        } catch (InvalidPathException e) {
          // Nobody can name a path on it.
        }
      }
    }
    return Map.copyOf(found);
  }

  private static String unescape(String text) {
    String plain =
        ESCAPE
            .matcher(text)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    return new String(plain.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
