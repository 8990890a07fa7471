package dev.patchbay.http;

import dev.patchbay.security.Grant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on by which right, so that it ends with the right. Thread-safe. */
final class OpenWork {
  private static final Logger LOG = LoggerFactory.getLogger(OpenWork.class);

  /** As many as there are requests and streams. */
  private final Set<Work> all = ConcurrentHashMap.newKeySet();

  private final Predicate<Grant> isGood;

  /** Each is itself: two of one right are not the same. */
  private static final class Work {
    private final Grant grant;
    private final Runnable end;

    Work(Grant grant, Runnable end) {
      this.grant = grant;
      this.end = end;
    }
  }

  OpenWork(Predicate<Grant> isGood) {
    this.isGood = isGood;
  }

  /**
   * @param end ends it, on any thread; called at once if the right is not good any more
   * @return to be called when it has ended by itself
   */
  Runnable begin(Grant grant, Runnable end) {
    Work work = new Work(grant, end);
    all.add(work);
    // Asked for after it was added: a right that ends in between finds it.
    if (!isGood.test(grant) && all.remove(work)) {
      end.run();
    }
    return () -> all.remove(work);
  }

  /** Ends all that goes on by a right; one that fails at it does not keep the others. */
  void end(Grant grant) {
    for (Work work : List.copyOf(all)) {
      if (work.grant.equals(grant) && all.remove(work)) {
        try {
          work.end.run();
        } catch (RuntimeException e) {
          LOG.error("something did not end with the right that it was granted by", e);
        }
      }
    }
  }
}
