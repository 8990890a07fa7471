package dev.patchbay.files;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What is in a folder.
 *
 * @param folder its real path
 * @param entries folders first, then by name
 * @param isCut whether there is more
 */
public record Listing(Path folder, List<Entry> entries, boolean isCut) {
  /** What sort of a thing it is, links not followed. */
  public enum Kind {
    FOLDER,
    FILE,
    LINK,
    OTHER
  }

  /**
   * One thing in it.
   *
   * @param size in bytes, of a file
   */
  public record Entry(String name, Kind kind, long size, Instant modified) {}

  public Listing {
    entries = List.copyOf(entries);
  }
}
