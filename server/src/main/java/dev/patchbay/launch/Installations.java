package dev.patchbay.launch;

import dev.patchbay.detectors.Detectors;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.os.Loop;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The recipes that run, one of each installer at a time: package managers lock each other out, and
 * would wait without a word. Thread-safe.
 */
final class Installations implements AutoCloseable {
  private final Loop loop;
  private final Detectors detectors;
  private final Consumer<ToolEvent> listener;
  private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();

  /** By installer; guarded by the lock. */
  private final Map<String, Installation> running = new HashMap<>();

  /** Terminals that ended before their recipe was known to run; guarded by the lock. */
  private final Map<String, String> endedEarly = new HashMap<>();

  /** How many recipes are being started; guarded by the lock. */
  private int starting;

  /**
   * @param loop keeps account of looks after an installation that fail
   */
  Installations(Loop loop, Detectors detectors, Consumer<ToolEvent> listener) {
    this.loop = loop;
    this.detectors = detectors;
    this.listener = listener;
  }

  /** Opens the recipe's terminal, unless another recipe of the same installer runs. */
  LaunchResult run(ToolReport report, String recipe, Supplier<LaunchResult> open) {
    lock.lock();
    try {
      Installation other = running.get(recipe);
      if (other != null) {
        return new LaunchResult.Conflict(
            "installer-busy",
            recipe
                + " is at work already, for "
                + other.before().tool().name()
                + (other.terminal().isEmpty() ? "." : " in terminal " + other.terminal() + "."));
      }
      running.put(recipe, new Installation(report, recipe, ""));
      starting++;
    } finally {
      lock.unlock();
    }
    LaunchResult result = open.get();
    begun(report, recipe, result);
    return result;
  }

  private void begun(ToolReport report, String recipe, LaunchResult result) {
    Optional<String> ending = Optional.empty();
    lock.lock();
    try {
      starting--;
      if (result instanceof LaunchResult.Started(var terminal)) {
        running.put(recipe, new Installation(report, recipe, terminal.id()));
        ending = Optional.ofNullable(endedEarly.remove(terminal.id()));
        // Under the lock, so that nothing is told of its end before.
        listener.accept(
            new ToolEvent.Progress(report.tool().id(), terminal.id(), recipe, "running"));
      } else {
        running.remove(recipe);
      }
      if (starting == 0) {
        endedEarly.clear();
      }
    } finally {
      lock.unlock();
    }
    if (result instanceof LaunchResult.Started(var terminal)) {
      ending.ifPresent(how -> ended(terminal.id(), how));
    }
  }

  /**
   * A terminal ended.
   *
   * @param ending how, for people; empty where it ended well
   */
  void ended(String terminal, String ending) {
    Optional<Installation> over;
    lock.lock();
    try {
      over =
          running.values().stream()
              .filter(installation -> installation.terminal().equals(terminal))
              .findFirst();
      if (over.isEmpty() && starting > 0) {
        endedEarly.put(terminal, ending);
      }
    } finally {
      lock.unlock();
    }
    over.ifPresent(installation -> lookAfter(installation, ending));
  }

  /** The installer is free again only when the look is over, which then sees its work alone. */
  private void lookAfter(Installation installation, String ending) {
    try {
      lookers.execute(
          loop.guard(() -> {
            if (isFirstToLook(installation)) {
              look(installation, ending);
            }
          }));
    } catch (RejectedExecutionException e) {
      // The hub stops.
    }
  }

  private void look(Installation installation, String ending) {
    ToolReport before = installation.before();
    ToolEvent event;
    try {
      listener.accept(
          new ToolEvent.Progress(
              before.tool().id(), installation.terminal(), installation.recipe(), "looking"));
      ToolReport after = detectors.look(true).join().find(before.tool().id()).orElse(before);
      event = installation.judge(ending, after);
    } finally {
      release(installation);
    }
    listener.accept(event);
  }

  /** A terminal is told of twice: when its program ends, and when it goes away. */
  private boolean isFirstToLook(Installation installation) {
    lock.lock();
    try {
      Installation looking = new Installation(installation.before(), installation.recipe(), "");
      return running.replace(installation.recipe(), installation, looking);
    } finally {
      lock.unlock();
    }
  }

  private void release(Installation installation) {
    lock.lock();
    try {
      running.remove(installation.recipe());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lookers.shutdownNow();
  }
}
