package dev.patchbay.projects;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The projects below the workspace roots, as they were found last. Folders that were looked through
 * are watched, so that what comes and goes is known soon. Thread-safe.
 */
public final class Projects implements AutoCloseable {
  /** A list that is older is made anew, for the next who asks. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** For how long after somebody asked the list is kept up to date. */
  private static final Duration INTEREST = Duration.ofMinutes(10);

  /** What comes together, such as a clone's folders, is looked at together. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  /** A scan takes a tenth of a processor at most, however often things change. */
  private static final int PAUSE_BY_SCANS = 10;

  /** Each finds one more file system that does not answer. */
  private static final int MOST_SCANS = 3;

  private static final ProjectList NONE =
      new ProjectList(List.of(), Instant.EPOCH, Duration.ZERO, 0, false);

  private final BlockingPool pool;
  private final Loop watching;
  private final List<Path> roots;
  private final ProjectScan scan;
  private final ExecutorService scanner =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("projects-scan").factory());
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private @Nullable CompletableFuture<ProjectList> running;

  private volatile ProjectList latest = NONE;

  /** When it was looked last, and when somebody asked last, by a clock that only ever goes on. */
  private volatile OptionalLong lookedNanos = OptionalLong.empty();

  private volatile OptionalLong askedNanos = OptionalLong.empty();
  private volatile boolean cancelled;

  /** Made by the first scan; the scanner's own. */
  private @Nullable FolderWatch watch;

  /**
   * What a scan found.
   *
   * @param entries files and folders that were looked at
   * @param complete whether no limit cut it short
   */
  public record ProjectList(
      List<Project> projects, Instant at, Duration took, int entries, boolean complete) {
    public ProjectList {
      projects = List.copyOf(projects);
    }

    /** Those whose path has all words of a query in it, the best first. */
    public List<Project> matching(String query, int limit) {
      String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
      return projects.stream()
          .filter(project -> {
            String path = project.folder().toString().toLowerCase(Locale.ROOT);
            return List.of(words).stream().allMatch(path::contains);
          })
          .sorted(
              Comparator.comparing((Project project) ->
                      !project.name().toLowerCase(Locale.ROOT).contains(words[words.length - 1]))
                  .thenComparing(project -> !project.repository())
                  .thenComparing(Project::folder))
          .limit(limit)
          .toList();
    }
  }

  /**
   * @param loops where its watch is kept account of
   * @param roots folders to look through
   */
  public Projects(BlockingPool pool, Loops loops, List<Path> roots) {
    this.pool = pool;
    watching = loops.named("projects-watch");
    this.roots = List.copyOf(roots);
    scan = new ProjectScan(ProjectScan.Limits.usual());
  }

  /** What is known; waits for the first scan alone, which has a time limit. */
  public CompletableFuture<ProjectList> list() {
    long now = System.nanoTime();
    askedNanos = OptionalLong.of(now);
    OptionalLong looked = lookedNanos;
    boolean known = looked.isPresent();
    if (known && now - looked.getAsLong() < FRESH.toNanos()) {
      return CompletableFuture.completedFuture(latest);
    }
    CompletableFuture<ProjectList> fresh = refresh();
    return known ? CompletableFuture.completedFuture(latest) : fresh;
  }

  /** Looks again; who asks while that runs gets the same. */
  public CompletableFuture<ProjectList> refresh() {
    lock.lock();
    try {
      if (running == null) {
        CompletableFuture<ProjectList> result = new CompletableFuture<>();
        running = result;
        scanner.execute(() -> scanInto(result));
      }
      return running.copy();
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      lock.unlock();
    }
  }

  private void scanInto(CompletableFuture<ProjectList> result) {
    try {
      Instant at = Instant.now();
      long start = System.nanoTime();
      ProjectScan.Result found = scanWhatAnswers();
      latest =
          new ProjectList(
              found.projects(),
              at,
              Duration.ofNanos(System.nanoTime() - start),
              found.entries(),
              found.complete());
      lookedNanos = OptionalLong.of(start);
      finish();
      result.complete(latest);
    } catch (RuntimeException | Error e) {
      finish();
      result.completeExceptionally(e);
      throw e;
    }
  }

  /** Begins anew where a file system does not answer, which is then left out. */
  private ProjectScan.Result scanWhatAnswers() {
    BlockingPoolException last = null;
    for (int i = 0; i < MOST_SCANS; i++) {
      try {
        return pool.call(Path.of("/").toAbsolutePath(), this::scan);
      } catch (BlockingPoolException e) {
        last = e;
        if (e.reason() != BlockingPoolException.Reason.TIMED_OUT) {
          break;
        }
      }
    }
    throw Objects.requireNonNull(last);
  }

  private ProjectScan.Result scan() {
    if (watch == null && System.getProperty("os.name").equals("Linux")) {
      watch = FolderWatch.start(pool, watching, this::pause, this::changed);
    }
    FolderWatch folders = watch;
    Set<Path> read = new HashSet<>();
    ProjectScan.Result found =
        scan.run(
            realRoots(),
            () -> cancelled,
            folder -> {
              pool.entering(folder);
              read.add(folder);
              if (folders != null) {
                folders.add(folder);
              }
            });
    if (folders != null) {
      folders.keep(read);
    }
    return found;
  }

  private Duration pause() {
    Duration byScans = latest.took().multipliedBy(PAUSE_BY_SCANS);
    return byScans.compareTo(SHORTEST_PAUSE) > 0 ? byScans : SHORTEST_PAUSE;
  }

  private void changed() {
    OptionalLong asked = askedNanos;
    if (asked.isPresent() && System.nanoTime() - asked.getAsLong() < INTEREST.toNanos()) {
      var _ = refresh();
    }
  }

  private void finish() {
    lock.lock();
    try {
      running = null;
    } finally {
      lock.unlock();
    }
  }

  private List<Path> realRoots() {
    List<Path> real = new ArrayList<>();
    for (Path root : roots) {
      try {
        pool.entering(root);
        real.add(root.toRealPath());
      } catch (IOException | BlockingPoolException e) {
        // It is not there now; perhaps it will be.
      }
    }
    return real;
  }

  /** Ends a scan that runs. Blocks until then, for a moment. */
  @Override
  public void close() {
    cancelled = true;
    scanner.close();
    if (watch != null) {
      watch.close();
    }
  }
}
