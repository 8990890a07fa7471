package dev.patchbay.os;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The calls to one mount; guarded by the pool's lock. */
final class Lane {
  final Mount mount;

  /** Threads that it may have. */
  final int share;

  final Deque<BlockingCall<?, ?>> waiting = new ArrayDeque<>();

  /** Threads in calls whose time limit has passed, and where they are. */
  final Map<BlockingWorker, Path> late = new HashMap<>();

  /** Threads that it has, late ones included. */
  int running;

  /** Whether any is late; may be read without the lock. */
  volatile boolean isSuspect;

  Lane(Mount mount, int share) {
    this.mount = mount;
    this.share = share;
  }

  boolean isEmpty() {
    return running == 0 && waiting.isEmpty();
  }

  /**
   * @throws BlockingPoolException if a call to the path, or to a mount that is served, is late
   */
  void requireAnswering(Path path) {
    if (!late.isEmpty() && (mount.isServed() || late.containsValue(path))) {
      throw BlockingPoolException.timedOut(path);
    }
  }

  /** Gives how many they were. */
  int failWaiting(BlockingPoolException why) {
    int count = waiting.size();
    for (BlockingCall<?, ?> call : waiting) {
      call.state = BlockingCall.State.DONE;
      call.result.completeExceptionally(why);
    }
    waiting.clear();
    return count;
  }
}
