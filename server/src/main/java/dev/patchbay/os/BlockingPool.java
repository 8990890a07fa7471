package dev.patchbay.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads for system calls that may block without end, as those on a dead mount do. A
 * virtual thread in such a call keeps its carrier, of which there is one a core; here it only waits
 * for the answer, and no longer than the call's time limit.
 *
 * <p>A call that exceeds its limit fails for its caller. Its thread is written off until the call
 * returns, and so long further calls to the same path, or to the same mount where another program
 * or machine serves it, fail at once. Thread-safe.
 */
public final class BlockingPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingPool.class);

  /** Long for a disk that has to spin up, short for a person who waits. */
  public static final Duration LOOK_UP = Duration.ofSeconds(5);

  /** Execution reads the program and its interpreter, on a machine that may be busy. */
  public static final Duration SPAWN = Duration.ofSeconds(10);

  /** What a slow disk takes to write what is kept in memory: 1 GiB at 20 MB/s. */
  public static final Duration FLUSH = Duration.ofSeconds(60);

  private static final long IDLE_SECONDS = 30;

  /**
   * Bounds of the pool.
   *
   * @param working threads whose call is within its limit
   * @param threads with those that are written off
   * @param perServedMount threads in calls to one mount that another program or machine serves
   * @param perMount threads in calls to any other mount
   * @param queue calls that wait for a thread
   * @param perServedQueue of those, the ones for one mount that is served
   */
  record Limits(
      int working,
      int threads,
      int perServedMount,
      int perMount,
      int queue,
      int perServedQueue,
      Duration idle) {
    /**
     * Disks answer some dozens of calls at once at most. A served mount may take an eighth of the
     * threads, the machine's own disks three quarters, so that neither takes all. Three threads may
     * be written off for each that works, at some 100 KB of memory each.
     */
    static Limits usual() {
      return new Limits(64, 256, 8, 48, 4096, 128, Duration.ofSeconds(IDLE_SECONDS));
    }
  }

  /**
   * What the pool does at this moment.
   *
   * @param threads in all
   * @param writtenOff those of them whose call exceeded its limit
   * @param waiting calls that no thread has taken yet
   * @param silent the paths that did not answer
   */
  public record Load(int threads, int writtenOff, int waiting, List<Path> silent) {
    public Load {
      silent = List.copyOf(silent);
    }
  }

  /** Work that may block in the system. */
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  private final Limits limits;
  private final MountTable mounts;

  /** Starts of processes whose callers wait. */
  private final Set<ThreadChildren> starting = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Those with calls, by mount; guarded by the lock, as are all below. */
  private final Map<Mount, Lane> lanes = new HashMap<>();

  private int threads;
  private int idle;
  private int waiting;
  private int writtenOff;
  private long lastNumber;
  private boolean closed;

  public BlockingPool() {
    this(Limits.usual(), new MountTable());
  }

  BlockingPool(Limits limits, MountTable mounts) {
    this.limits = limits;
    this.mounts = mounts;
    mounts.refresh();
  }

  /**
   * Runs calls on a path and waits for the result. The path's links are followed first, so that a
   * dead mount is known by whatever name it is reached. Inside of another call this runs at once,
   * on the same thread.
   *
   * @param path absolute; whose file system is asked
   * @throws BlockingPoolException if there is no answer
   */
  public <T, E extends Exception> T call(Path path, Work<T, E> work) throws E {
    return call(path, LOOK_UP, work, _ -> {});
  }

  /**
   * The same with another time limit.
   *
   * @param limit for each path that is entered
   * @param late is given a result that comes after the caller has gone
   */
  public <T, E extends Exception> T call(
      Path path, Duration limit, Work<T, E> work, Consumer<? super T> late) throws E {
    return await(new BlockingCall<>(path, limit, true, work, late));
  }

  /** Runs calls on a file that is open already; its path tells who serves it. */
  public <T, E extends Exception> T callOnOpen(
      Path path, Duration limit, Work<T, E> work, Consumer<? super T> late) throws E {
    return await(new BlockingCall<>(path, limit, false, work, late));
  }

  /**
   * Starts a process. If that takes too long, the child that has not got as far as its program is
   * killed, which frees the thread.
   *
   * @param directory where the process starts
   * @param late is given what was started after the caller has gone
   */
  public <T, E extends Exception> T spawn(Path directory, Work<T, E> work, Consumer<? super T> late)
      throws E {
    ThreadChildren children = new ThreadChildren();
    starting.add(children);
    BlockingCall<T, E> call =
        new BlockingCall<>(
            directory,
            SPAWN,
            true,
            () -> {
              children.noteThread();
              try {
                return work.run();
              } finally {
                children.forgetThread();
                starting.remove(children);
              }
            },
            late);
    call.terms = new BlockingCall.Terms(SPAWN, children::kill);
    call.lastOfThread = true;
    try {
      return await(call);
    } finally {
      // What still starts is killed, or ends, or is given to whom takes late results.
      starting.remove(children);
    }
  }

  /**
   * Notes inside of a call that another path is asked from now on, and begins its time limit anew.
   * Does nothing elsewhere.
   *
   * @throws BlockingPoolException if that path's file system is known not to answer
   */
  public void entering(Path path) {
    BlockingWorker worker = BlockingWorker.ofCurrentThread(this);
    if (worker != null) {
      enter(worker, path);
    }
  }

  /** Whether the kernel sees all changes below a path: none that others make who serve it. */
  public boolean isLocal(Path path) {
    return !mounts.of(path).isServed();
  }

  public Load load() {
    lock.lock();
    try {
      return new Load(
          threads,
          writtenOff,
          waiting,
          lanes.values().stream().flatMap(lane -> lane.late.values().stream()).distinct().toList());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls that wait fail, and processes that have not got as far as their program are killed. What
   * else runs is left alone: its threads are daemons.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (Lane lane : lanes.values()) {
        waiting -= lane.failWaiting(BlockingPoolException.stopped());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    starting.forEach(ThreadChildren::kill);
  }

  private <T, E extends Exception> T await(BlockingCall<T, E> call) throws E {
    BlockingWorker worker = BlockingWorker.ofCurrentThread(this);
    if (worker != null) {
      return inside(worker, call);
    }
    submit(call);
    try {
      while (true) {
        try {
          return call.result.get(call.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          giveUpIfOverdue(call);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(call);
      call.terms.onTimeout().run();
      throw BlockingPoolException.stopped();
    } catch (ExecutionException e) {
      throw call.failure(e);
    }
  }

  private <T, E extends Exception> T inside(BlockingWorker worker, BlockingCall<T, E> call)
      throws E {
    Path before = worker.at;
    BlockingCall<?, ?> outer = worker.call();
    BlockingCall.Terms terms = outer.terms;
    outer.terms = terms.with(call.terms);
    outer.lastOfThread |= call.lastOfThread;
    enter(worker, call.path);
    try {
      return call.work.run();
    } finally {
      outer.terms = terms;
      goBack(worker, before);
    }
  }

  private void submit(BlockingCall<?, ?> call) {
    lock.lock();
    try {
      if (closed) {
        throw BlockingPoolException.stopped();
      }
      Lane lane = lane(mounts.of(call.path));
      lane.requireAnswering(call.path);
      if (waiting >= limits.queue()
          || (lane.mount.isServed() && lane.waiting.size() >= limits.perServedQueue())) {
        throw BlockingPoolException.full(call.path);
      }
      call.number = ++lastNumber;
      enqueue(lane, call);
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. */
  private void enqueue(Lane lane, BlockingCall<?, ?> call) {
    call.state = BlockingCall.State.WAITING;
    call.lane = lane;
    lane.waiting.add(call);
    waiting++;
    summon();
  }

  /** Holds the lock. Wakes or makes a thread for a call that waits. */
  private void summon() {
    if (idle > 0) {
      changed.signal();
    } else if (threads - writtenOff < limits.working() && threads < limits.threads()) {
      try {
        new BlockingWorker(this).start();
        threads++;
      } catch (OutOfMemoryError e) {
        LOG.warn("the system gives no thread; those that are there go on", e);
      }
    }
  }

  /** Holds the lock. */
  private Lane lane(Mount mount) {
    return lanes.computeIfAbsent(
        mount, key -> new Lane(key, key.isServed() ? limits.perServedMount() : limits.perMount()));
  }

  /** On a thread of the pool: runs calls until there has been none for a while. */
  void work(BlockingWorker worker) {
    BlockingCall<?, ?> call = take(worker);
    while (call != null) {
      run(worker, call);
      call = take(worker);
    }
  }

  private <T, E extends Exception> void run(BlockingWorker worker, BlockingCall<T, E> call) {
    mounts.refresh();
    try {
      if (call.followsLinks) {
        Links.follow(call.path, (at, rest) -> approach(worker, call, at, rest));
      }
      T value = call.work.run();
      finish(worker, call);
      call.give(value);
    } catch (Redirected e) {
      redirect(worker, call, e.path);
    } catch (Throwable e) {
      finish(worker, call);
      call.result.completeExceptionally(e);
    }
  }

  /** The oldest call that may run; null if the thread is to end, which is then counted no more. */
  private @Nullable BlockingCall<?, ?> take(BlockingWorker worker) {
    lock.lock();
    try {
      long nanos = limits.idle().toNanos();
      while (true) {
        boolean surplus = closed || worker.isLastCall() || threads - writtenOff > limits.working();
        BlockingCall<?, ?> call = surplus ? null : oldest();
        if (call != null) {
          begin(worker, call);
          return call;
        }
        if (surplus || nanos <= 0) {
          threads--;
          // Whoever ends for having started a process leaves another one ready for the next call.
          if (waiting > 0 || (worker.isLastCall() && idle == 0 && !closed)) {
            summon();
          }
          return null;
        }
        idle++;
        try {
          nanos = changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
          nanos = 0;
        } finally {
          idle--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. */
  private @Nullable BlockingCall<?, ?> oldest() {
    BlockingCall<?, ?> best = null;
    for (Lane lane : lanes.values()) {
      BlockingCall<?, ?> first = lane.waiting.peek();
      if (first != null
          && lane.running < lane.share
          && (best == null || first.number < best.number)) {
        best = first;
      }
    }
    return best;
  }

  /** Holds the lock. */
  private void begin(BlockingWorker worker, BlockingCall<?, ?> call) {
    Lane lane = call.lane();
    lane.waiting.remove(call);
    waiting--;
    lane.running++;
    worker.begin(call);
    call.worker = worker;
    call.state = BlockingCall.State.RUNNING;
    call.touch();
  }

  /** Where links lead to another mount, the call waits for its turn there. */
  private void approach(BlockingWorker worker, BlockingCall<?, ?> call, Path at, Path rest) {
    Mount mount = mounts.of(at);
    // Folders above a mount are passed on its account.
    if (worker.lane().mount.point().startsWith(mount.point())) {
      worker.at = at;
      call.touch();
      if (worker.lane().isSuspect) {
        requireAnswering(worker.lane(), at);
      }
      return;
    }
    lock.lock();
    try {
      Lane lane = lane(mount);
      lane.requireAnswering(at);
      if (lane.running >= lane.share) {
        throw new Redirected(rest);
      }
      move(worker, lane, at);
    } finally {
      lock.unlock();
    }
  }

  private void redirect(BlockingWorker worker, BlockingCall<?, ?> call, Path path) {
    lock.lock();
    try {
      if (call.state == BlockingCall.State.RUNNING) {
        call.path = path;
        enqueue(lane(mounts.of(path)), call);
      } else {
        settle(worker, call);
      }
      leave(worker);
    } finally {
      lock.unlock();
    }
  }

  private void enter(BlockingWorker worker, Path path) {
    Mount mount = mounts.of(path);
    lock.lock();
    try {
      if (worker.call().state == BlockingCall.State.ABANDONED) {
        throw BlockingPoolException.timedOut(path);
      }
      Lane lane = lane(mount);
      lane.requireAnswering(path);
      if (lane != worker.lane() && lane.running >= lane.share) {
        throw BlockingPoolException.full(path);
      }
      move(worker, lane, path);
    } finally {
      lock.unlock();
    }
  }

  private void goBack(BlockingWorker worker, Path path) {
    lock.lock();
    try {
      if (worker.call().state == BlockingCall.State.RUNNING) {
        move(worker, lane(mounts.of(path)), path);
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireAnswering(Lane lane, Path path) {
    lock.lock();
    try {
      lane.requireAnswering(path);
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. */
  private void move(BlockingWorker worker, Lane lane, Path path) {
    worker.at = path;
    worker.call().touch();
    Lane before = worker.lane();
    if (lane != before) {
      lane.running++;
      worker.lane = lane;
      before.running--;
      forgetIfEmpty(before);
      if (!before.waiting.isEmpty()) {
        summon();
      }
    }
  }

  /** Holds the lock. */
  private void leave(BlockingWorker worker) {
    Lane lane = worker.lane();
    lane.running--;
    forgetIfEmpty(lane);
  }

  /** Holds the lock. */
  private void forgetIfEmpty(Lane lane) {
    if (lane.isEmpty()) {
      lanes.remove(lane.mount);
    }
  }

  private void finish(BlockingWorker worker, BlockingCall<?, ?> call) {
    lock.lock();
    try {
      settle(worker, call);
      leave(worker);
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. */
  private void settle(BlockingWorker worker, BlockingCall<?, ?> call) {
    if (call.state == BlockingCall.State.ABANDONED) {
      Lane lane = worker.lane();
      if (lane.late.remove(worker) != null) {
        writtenOff--;
      }
      lane.isSuspect = !lane.late.isEmpty();
      if (lane.late.isEmpty()) {
        LOG.info("the file system {} answers again", lane.mount.point());
      }
    } else {
      call.state = BlockingCall.State.DONE;
    }
  }

  private void giveUpIfOverdue(BlockingCall<?, ?> call) {
    Optional<BlockingPoolException> failure;
    boolean stuck;
    lock.lock();
    try {
      stuck = call.state == BlockingCall.State.RUNNING;
      failure = call.isOverdue() ? failure(call) : Optional.empty();
      if (failure.isPresent()) {
        abandonHolding(call);
      }
    } finally {
      lock.unlock();
    }
    if (failure.isPresent()) {
      call.disown();
      if (stuck) {
        call.terms.onTimeout().run();
      }
      throw failure.get();
    }
  }

  /** Holds the lock. Empty where the result is there at any moment. */
  private static Optional<BlockingPoolException> failure(BlockingCall<?, ?> call) {
    return switch (call.state) {
      case WAITING ->
          Optional.of(
              call.lane().late.isEmpty()
                  ? BlockingPoolException.full(call.path)
                  : BlockingPoolException.timedOut(call.path));
      case RUNNING -> Optional.of(BlockingPoolException.timedOut(call.worker().at));
      case DONE, ABANDONED -> Optional.empty();
    };
  }

  private void abandon(BlockingCall<?, ?> call) {
    lock.lock();
    try {
      abandonHolding(call);
    } finally {
      lock.unlock();
    }
    call.disown();
  }

  /** Holds the lock. */
  private void abandonHolding(BlockingCall<?, ?> call) {
    switch (call.state) {
      case WAITING -> {
        Lane lane = call.lane();
        lane.waiting.remove(call);
        waiting--;
        forgetIfEmpty(lane);
      }
      case RUNNING -> writeOff(call.worker());
      case DONE, ABANDONED -> {}
    }
    call.state = BlockingCall.State.ABANDONED;
  }

  /** Holds the lock. */
  private void writeOff(BlockingWorker worker) {
    Lane lane = worker.lane();
    if (lane.late.isEmpty()) {
      LOG.warn(
          "the file system {} ({}) does not answer for {}",
          lane.mount.point(),
          lane.mount.type(),
          worker.at);
    }
    lane.late.put(worker, worker.at);
    lane.isSuspect = true;
    writtenOff++;
    if (lane.mount.isServed()) {
      waiting -= lane.failWaiting(BlockingPoolException.timedOut(worker.at));
    }
    if (waiting > 0) {
      summon();
    }
  }

  /** A call's links lead to a mount that has no thread to give now. */
  private static final class Redirected extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    /**
     * @param path of the call, as far as it is known without links
     */
    Redirected(Path path) {
      super("", null, false, false);
      this.path = path;
    }
  }
}
