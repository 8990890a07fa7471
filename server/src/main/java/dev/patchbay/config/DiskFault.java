package dev.patchbay.config;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Why a file could not be written.
 *
 * @param path of the file, or of the folder that it was to be made in
 * @param detail for people, a sentence: what happened, to which file system, and what to do
 */
public record DiskFault(Kind kind, Path path, String detail) {
  private static final long FEW_BYTES = 64 * 1024;

  /** What is wrong with the file system. */
  public enum Kind {
    /** No space, no room for more files, or a quota that is used up. */
    FULL("disk-full"),
    READ_ONLY("disk-read-only"),
    /** The device answers with errors. */
    FAILING("disk-failing"),
    /** It does not answer. */
    HANGING("disk-hanging"),
    /** Anything else, such as permissions that were taken away. */
    REFUSED("disk-refuses");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** For programs, {@code lower-dash}. */
    public String code() {
      return code;
    }
  }

  /** What the system said when a file was to be written. Asks the file system; may block. */
  public static DiskFault of(IOException e, Path path) {
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : Objects.requireNonNullElse(e.getMessage(), e.toString());
    Path there = path.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return of(e, path, reason, Files.getFileStore(there));
    } catch (IOException | SecurityException unknown) {
      Kind kind = byText(reason);
      return new DiskFault(kind, path, sentence(path, kind, reason, "its file system", ""));
    }
  }

  /** What is to be said of a file whose disk does not answer. Asks nothing. */
  static DiskFault hanging(Path path) {
    return new DiskFault(Kind.HANGING, path, sentence(path, Kind.HANGING, "", "", ""));
  }

  private static DiskFault of(IOException e, Path path, String reason, FileStore store)
      throws IOException {
    long free = store.getUsableSpace();
    Kind kind = byText(reason);
    // Exceptions of other classes say by themselves what is wrong.
    boolean plain = e.getClass() == FileSystemException.class || e.getClass() == IOException.class;
    if (kind == Kind.REFUSED && plain) {
      // The text is the C library's, in the language of its locale.
      kind = store.isReadOnly() ? Kind.READ_ONLY : free < FEW_BYTES ? Kind.FULL : kind;
    }
    String room = " (" + size(free) + " of " + size(store.getTotalSpace()) + " free)";
    return new DiskFault(
        kind, path, sentence(path, kind, reason, "the file system " + store, room));
  }

  private static Kind byText(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    if (text.contains("no space left")
        || text.contains("quota exceeded")
        || text.contains("file too large")) {
      return Kind.FULL;
    }
    if (text.contains("read-only file system")) {
      return Kind.READ_ONLY;
    }
    return text.contains("input/output error") ? Kind.FAILING : Kind.REFUSED;
  }

  private static String sentence(Path path, Kind kind, String reason, String store, String room) {
    String what = "\"" + path + "\" cannot be written: ";
    return switch (kind) {
      case FULL ->
          what + store + " is full" + room + ": " + reason + ". Free some space or files there.";
      case READ_ONLY -> what + store + " is mounted read-only. Mount it writable again.";
      case HANGING ->
          what + "the disk, or whoever serves it, does not answer. The hub waits for it.";
      case FAILING ->
          what + store + " answers with errors: " + reason + ". The kernel's log says more.";
      case REFUSED -> what + reason + ".";
    };
  }

  private static String size(long bytes) {
    final long kib = 1024;
    return bytes < 10 * kib * kib
        ? bytes / kib + " KiB"
        : bytes < 10 * kib * kib * kib
            ? bytes / (kib * kib) + " MiB"
            : bytes / (kib * kib * kib) + " GiB";
  }
}
