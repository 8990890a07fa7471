package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that lost their parents and came to the hub as their next of kin, instead of to the
 * system's first process (PR_SET_CHILD_SUBREAPER, prctl(2)): whatever a program of the hub's sheds,
 * it stays a child of the hub's. Not thread-safe.
 */
public final class AdoptedChildren implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdoptedChildren.class);
  private static final int SET_CHILD_SUBREAPER = 36;

  /** Of some thousand pids. */
  private static final int MAX_BYTES = 64 * 1024;

  /**
   * What the hub starts leads a session, and is collected by who started it. An end of a leader
   * that nobody collected for so many looks was of one that the hub did not start.
   */
  private static final int ENDED_LOOKS = 10;

  /** The kernel keeps one answer for the whole process, in which several hubs may run. */
  private static final AtomicInteger ADOPTING = new AtomicInteger();

  private final int self = Math.toIntExact(ProcessHandle.current().pid());
  private final int session = LibC.getsid(self);

  /** Those that the kernel adds to the first thread's; that thread itself starts none. */
  private final Path children = Path.of("/proc/self/task/" + self + "/children");

  /** How many looks in a row saw one ended, by pid. */
  private Map<Integer, Integer> ended = new HashMap<>();

  private AdoptedChildren() {}

  /** Has orphans come to this process from now on, where the kernel does that. */
  public static AdoptedChildren begin() {
    int result = ADOPTING.getAndIncrement() == 0 ? LibC.prctl(SET_CHILD_SUBREAPER, 1) : 0;
    if (result < 0) {
      LOG.info("orphans go to the system: {}", new Errno(-result).message());
    }
    return new AdoptedChildren();
  }

  /** Orphans go to the system again, which collects them, once nobody here looks after them. */
  @Override
  public void close() {
    if (ADOPTING.decrementAndGet() == 0) {
      var _ = LibC.prctl(SET_CHILD_SUBREAPER, 0);
    }
  }

  /**
   * Children of this process that it may have adopted; those that it started itself are among them,
   * but nobody who is in its own session, as what the JDK starts is. Collects those that ended.
   */
  public List<Entry> look() {
    List<Entry> running = new ArrayList<>();
    Map<Integer, Integer> stillEnded = new HashMap<>();
    for (int pid : pids()) {
      Optional<Entry> child = ProcessTable.find(pid).filter(entry -> entry.session() != session);
      if (child.isPresent() && child.get().hasEnded()) {
        int looks = ended.getOrDefault(pid, 0) + 1;
        if (looks >= ENDED_LOOKS || child.get().session() != pid) {
          var _ = WaitStatus.reap(pid);
        } else {
          stillEnded.put(pid, looks);
        }
      } else {
        child.filter(entry -> entry.parent() == self).ifPresent(running::add);
      }
    }
    ended = stillEnded;
    return running;
  }

  private int[] pids() {
    try {
      return Arrays.stream(BoundedFile.text(children, MAX_BYTES).strip().split(" ", -1))
          .filter(pid -> !pid.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (IOException | NumberFormatException e) {
      // A kernel that does not tell, or more than there can be.
      return new int[0];
    }
  }
}
