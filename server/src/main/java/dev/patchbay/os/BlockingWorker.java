package dev.patchbay.os;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A thread of the pool. It does not keep the hub from ending. */
final class BlockingWorker extends Thread {
  private final BlockingPool pool;

  /** Its own, or read with the pool's lock held. */
  private @Nullable BlockingCall<?, ?> call;

  /** Guarded by the pool's lock. */
  @Nullable Lane lane;

  /** What is asked now. */
  volatile Path at = Path.of("/");

  BlockingWorker(BlockingPool pool) {
    super(null, null, "blocking", 0, false);
    this.pool = pool;
    setDaemon(true);
  }

  static @Nullable BlockingWorker ofCurrentThread(BlockingPool pool) {
    return Thread.currentThread() instanceof BlockingWorker worker && worker.pool == pool
        ? worker
        : null;
  }

  @Override
  public void run() {
    pool.work(this);
  }

  void begin(BlockingCall<?, ?> next) {
    call = next;
    lane = next.lane();
    at = next.path;
  }

  boolean isLastCall() {
    return call != null && call.lastOfThread && call.state != BlockingCall.State.WAITING;
  }

  BlockingCall<?, ?> call() {
    return Objects.requireNonNull(call);
  }

  Lane lane() {
    return Objects.requireNonNull(lane);
  }
}
