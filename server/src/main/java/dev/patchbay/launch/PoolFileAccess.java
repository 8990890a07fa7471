package dev.patchbay.launch;

import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks on the threads that may hang, and waits no longer than they allow. */
public record PoolFileAccess(BlockingPool pool) implements FileAccess {
  @Override
  public <T> Optional<T> ask(Path path, Supplier<T> work) {
    try {
      return Optional.of(pool.call(path, work::get));
    } catch (BlockingPoolException e) {
      return Optional.empty();
    }
  }
}
