package dev.patchbay.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All probes, each on its own time and on virtual threads of its own. Thread-safe. */
public final class Probes implements AutoCloseable {
  /** The first look of those that wait for a service to be ready: it is asked again soon. */
  static final Duration EAGER = Duration.ofMillis(50);

  private final Loop loop;
  private final Timers timers;
  private final CommandRunner commands;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Made when the first URL is to be asked, since it costs a thread. */
  @GuardedBy("this")
  private @Nullable Checks checks;

  /** Runs a program for a check. */
  public interface CommandRunner {
    /**
     * Blocks until the program has ended or was ended.
     *
     * @param where what {@link Probes#watch} was given to know the service by
     */
    Verdict run(Check.Command check, Duration timeout, Object where) throws InterruptedException;
  }

  public Probes(Loops loops, Timers timers, CommandRunner commands) {
    loop = loops.named("health-checks");
    this.timers = timers;
    this.commands = commands;
  }

  /**
   * Begins to probe an incarnation of a service.
   *
   * @param eager whether it is asked more often at first, to be found good soon
   * @param where handed on to {@link CommandRunner}
   * @param listener told when what is known changes, from any thread
   */
  public Watch watch(Probe probe, boolean eager, Object where, Consumer<Verdict> listener) {
    Watch watch = new Watch(this, probe, eager, where, listener);
    watch.begin();
    return watch;
  }

  /**
   * One check beside the usual ones, for which it counts for nothing. Blocks for the probe's
   * time-out at most.
   */
  public CheckResult ask(Probe probe, Object where) {
    long begun = timers.nanoTime();
    Verdict verdict;
    try {
      Future<Verdict> checked = threads.submit(() -> check(probe, where));
      try {
        verdict = checked.get(probe.timeout().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        checked.cancel(true);
        verdict = new Verdict.Bad("no answer within " + probe.timeout().toMillis() + " ms");
      }
    } catch (ExecutionException e) {
      loop.failed(e);
      verdict = new Verdict.Bad("the check failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      verdict = new Verdict.Bad("the hub stops");
    } catch (RejectedExecutionException e) {
      verdict = new Verdict.Bad("the hub stops");
    }
    return new CheckResult(verdict, Duration.ofNanos(timers.nanoTime() - begun));
  }

  /** Keeps account of checks that throw. */
  Loop loop() {
    return loop;
  }

  Timers timers() {
    return timers;
  }

  void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // The hub stops.
    }
  }

  Verdict check(Probe probe, Object where) throws InterruptedException {
    return switch (probe.check()) {
      case Check.Http http -> checks().http(http);
      case Check.Tcp tcp -> checks().tcp(tcp, probe.timeout());
      case Check.Command command -> commands.run(command, probe.timeout(), where);
      case Check.Output _ -> new Verdict.Bad("it has not printed what it should yet");
    };
  }

  private synchronized Checks checks() {
    if (checks == null) {
      checks = new Checks(threads);
    }
    return Objects.requireNonNull(checks);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    synchronized (this) {
      if (checks != null) {
        checks.close();
      }
    }
  }
}
