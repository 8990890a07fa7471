package dev.patchbay.files;

import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which unfinished uploads there are, on disk: a hub that was killed finds what it left in the
 * user's folders.
 */
final class UploadJournal {
  private static final Logger LOG = LoggerFactory.getLogger(UploadJournal.class);
  private static final String ENTRY = "upload-";

  private final DataDir dataDir;

  UploadJournal(DataDir dataDir) {
    this.dataDir = dataDir;
  }

  void begin(String id, Path part) {
    dataDir.keep(ENTRY + id, part + "\n");
  }

  void end(String id) {
    dataDir.delete(ENTRY + id);
  }

  /** Removes what an earlier run left unfinished, and nothing else. */
  void cleanUp() {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dataDir.path(), ENTRY + "*")) {
      for (Path entry : entries) {
        String name = entry.toFile().getName();
        String id = name.substring(ENTRY.length());
        String text = dataDir.read(name).orElse("").strip();
        if (!text.isEmpty()) {
          Path part = Path.of(text);
          if (part.endsWith(Upload.partName(id))
              && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(part);
            LOG.info("removed an upload that was never finished, {}", part);
          }
        }
        dataDir.delete(name);
      }
    } catch (IOException | InvalidPathException e) {
      LOG.warn("unfinished uploads could not be removed", e);
    }
  }
}
