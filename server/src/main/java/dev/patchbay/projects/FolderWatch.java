package dev.patchbay.projects;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.Loop;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Watches folders for what may make or unmake a project: folders and the files by which one is
 * known. Thread-safe, but for {@link #keep}, which is the scan's own. Linux; elsewhere the JDK
 * would have to look itself, so nothing is watched.
 */
final class FolderWatch implements AutoCloseable {
  /** Each takes one of the user's inotify watches, of which the oldest kernels allow 8,192. */
  private static final int MAX_FOLDERS = 4_000;

  private final BlockingPool pool;
  private final Loop loop;
  private final Supplier<Duration> pause;
  private final Runnable changed;
  private final WatchService service;
  private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

  private FolderWatch(
      BlockingPool pool,
      Loop loop,
      WatchService service,
      Supplier<Duration> pause,
      Runnable changed) {
    this.pool = pool;
    this.loop = loop;
    this.service = service;
    this.pause = pause;
    this.changed = changed;
  }

  /**
   * @param loop keeps account of changes that could not be looked at or told
   * @param pause between the first change and the word of it, so that one word serves for many
   * @param changed must return soon
   */
  static FolderWatch start(
      BlockingPool pool, Loop loop, Supplier<Duration> pause, Runnable changed) {
    WatchService service;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    FolderWatch watch = new FolderWatch(pool, loop, service, pause, changed);
    loop.start(watch::run);
    return watch;
  }

  /** Watches a folder from now on; before it is read, so that nothing is missed in between. */
  void add(Path folder) {
    // The kernel tells of no changes that others make, and asking for them could hang.
    if (pool.isLocal(folder) && keys.size() < MAX_FOLDERS && !keys.containsKey(folder)) {
      try {
        keys.put(folder, folder.register(service, ENTRY_CREATE, ENTRY_DELETE));
      } catch (IOException | ClosedWatchServiceException e) {
        // It is gone, not for this user, or there are too many: then it is looked at now and then.
      }
    }
  }

  /** Watches no others any more. */
  void keep(Set<Path> folders) {
    Set<Path> others = new HashSet<>(keys.keySet());
    others.removeAll(folders);
    for (Path folder : others) {
      WatchKey key = keys.remove(folder);
      if (key != null) {
        key.cancel();
      }
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      try {
        awaitChange();
      } catch (InterruptedException | ClosedWatchServiceException e) {
        open = false;
      } catch (Throwable e) {
        loop.failed(e);
      }
    }
  }

  private void awaitChange() throws InterruptedException {
    if (matters(service.take())) {
      TimeUnit.NANOSECONDS.sleep(pause.get().toNanos());
      for (WatchKey more = service.poll(); more != null; more = service.poll()) {
        var _ = matters(more);
      }
      changed.run();
    }
  }

  private boolean matters(WatchKey key) {
    Path folder = (Path) key.watchable();
    try {
      boolean matters = false;
      for (WatchEvent<?> event : key.pollEvents()) {
        matters |= matters(folder, event);
      }
      return matters;
    } finally {
      // Whatever was thrown: a key that is not reset tells of nothing any more.
      if (!key.reset()) {
        keys.remove(folder, key);
      }
    }
  }

  /** Whether what was deleted was a folder cannot be seen any more. */
  private boolean matters(Path folder, WatchEvent<?> event) {
    if (event.kind().equals(OVERFLOW) || !(event.context() instanceof Path name)) {
      return true;
    }
    return ProjectScan.isMark(name.toString())
        || (ProjectScan.mayHoldProjects(name.toString())
            && (event.kind().equals(ENTRY_DELETE) || isFolder(folder.resolve(name))));
  }

  private boolean isFolder(Path path) {
    try {
      return pool.callOnOpen(
          path,
          BlockingPool.LOOK_UP,
          () -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS),
          _ -> {});
    } catch (BlockingPoolException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Nothing is lost.
    }
  }
}
