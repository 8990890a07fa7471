package dev.patchbay.terminals;

import dev.patchbay.bounded.UserPattern;
import dev.patchbay.os.ExitStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a terminal shows something or has ended. One use; {@link #await} blocks its caller,
 * {@link #cancel} may come from any thread.
 */
public final class ScreenWait {
  /** A screen may be redrawn a thousand times a second; it is looked at so often at most. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final @Nullable UserPattern match;
  private final boolean untilExit;
  private final Duration timeout;
  private final Semaphore news = new Semaphore(1);
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** What became of it. */
  public sealed interface Result {
    /**
     * @param screen the text in which it was found
     */
    record Met(String screen) implements Result {}

    record TimedOut(String screen) implements Result {}

    /** The program ended before it showed what was waited for. */
    record Ended(ExitStatus status, String screen) implements Result {}
  }

  /**
   * @param match looked for in the text of the screen; null for anything
   * @param untilExit whether the program must have ended too
   */
  public ScreenWait(@Nullable UserPattern match, boolean untilExit, Duration timeout) {
    this.match = match;
    this.untilExit = untilExit;
    this.timeout = timeout;
  }

  public void cancel() {
    cancelled.set(true);
    news.release();
  }

  Result await(TerminalStream stream) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Runnable unsubscribe = stream.onChange(this::note);
    try {
      while (true) {
        boolean ended = stream.hasEnded();
        String screen = stream.read(shown -> shown.text(0));
        if ((ended || !untilExit) && isFound(screen)) {
          return new Result.Met(screen);
        }
        if (ended) {
          return new Result.Ended(stream.endedHow(), screen);
        }
        long rest = deadline - System.nanoTime();
        if (rest <= 0 || cancelled.get()) {
          return new Result.TimedOut(screen);
        }
        if (news.tryAcquire(rest, TimeUnit.NANOSECONDS)) {
          TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE.toNanos(), rest));
          news.drainPermits();
        }
      }
    } finally {
      unsubscribe.run();
    }
  }

  private void note() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private boolean isFound(String screen) {
    return Optional.ofNullable(match).map(pattern -> pattern.isIn(screen)).orElse(true);
  }
}
