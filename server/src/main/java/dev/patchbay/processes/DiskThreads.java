package dev.patchbay.processes;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loop;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of the platform for the files of processes. A virtual thread would keep its carrier while
 * the disk does not answer, of which there is one a core. Thread-safe.
 */
final class DiskThreads implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskThreads.class);

  /** All write to one disk, which does few things at once. */
  private static final int THREADS = 8;

  private static final long IDLE_SECONDS = 30;

  /** What is still to be written when the hub ends. */
  private static final long LAST_WORK_SECONDS = 1;

  private final BlockingPool pool;
  private final Loop loop;
  private final ThreadPoolExecutor threads;

  /**
   * @param pool reads
   * @param loop keeps account of tasks that throw
   */
  DiskThreads(BlockingPool pool, Loop loop) {
    this.pool = pool;
    this.loop = loop;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // Each file has one task at most.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("process-files-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs what writes; nothing any more once this is closed. */
  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(loop.guard(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the supervisor is closed", e);
    }
  }

  /**
   * Runs what reads a file, and waits for it.
   *
   * @throws dev.patchbay.os.BlockingPoolException if the disk does not answer
   */
  <T> T read(Path file, Supplier<T> work) {
    return pool.call(file, work::get);
  }

  /** Lets what is being written come to its end. Blocks for a moment. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the disk does not take what is left of the output of processes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
