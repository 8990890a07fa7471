package dev.patchbay.detectors.machine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs file-system work. A mount whose server is gone may block a caller for ever; an
 * implementation may bound that with a deadline. Thread-safe.
 */
public interface FileAccess {
  /**
   * Runs work that reads what is at a path. Blocks.
   *
   * @param path absolute; the work reads nothing that is elsewhere
   * @param work may go on after the caller got no answer, so it changes nothing that others use
   * @return empty if the file system does not answer
   */
  <T> Optional<T> ask(Path path, Supplier<T> work);

  /** Waits for as long as the file system does. */
  static FileAccess unbounded() {
    return new FileAccess() {
      @Override
      public <T> Optional<T> ask(Path path, Supplier<T> work) {
        return Optional.of(work.get());
      }
    };
  }
}
