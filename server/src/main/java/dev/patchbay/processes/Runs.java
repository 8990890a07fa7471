package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.PrivateFiles;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.LimitPlan;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs commands for those who wait for their output. Thread-safe. */
final class Runs {
  /** Each has a program, two pipes and somebody's request. */
  private static final int MOST = 16;

  private static final int MOST_OUTPUT_BYTES = 1024 * 1024;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final Path NOTHING = Path.of("/dev/null");

  private final Workshop workshop;
  private final Supplier<SpecReader> declarations;
  private final Semaphore room = new Semaphore(MOST);
  private final AtomicInteger last = new AtomicInteger();

  /**
   * @param declarations gives what reads a command, and fills in what all processes have now
   */
  Runs(Workshop workshop, Supplier<SpecReader> declarations) {
    this.workshop = workshop;
    this.declarations = declarations;
  }

  /**
   * Blocks until it has ended and nothing of it is left.
   *
   * @param wanted a declaration's command, cwd, env, timeout and limits, as JSON has them
   * @param stdin what it reads
   * @param abandoned completed when nobody waits for it any more, which ends it
   */
  RunResult run(Map<?, ?> wanted, Optional<String> stdin, CompletableFuture<?> abandoned) {
    ProcessSpec spec;
    try {
      Map<Object, Object> declaration = new HashMap<>(wanted);
      declaration.put("name", "run");
      declaration.put("kind", "system");
      spec = declarations.get().read(declaration);
    } catch (SpecException e) {
      return new RunResult.Invalid(e.pointer(), e.detail());
    }
    Duration timeout = spec.run().timeout().orElse(USUAL_TIMEOUT);
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      return new RunResult.Invalid("/timeout", "must be 1h at most: declare a process instead");
    }
    if (!room.tryAcquire()) {
      return new RunResult.Full(MOST + " commands are being run already.");
    }
    try {
      return run(spec, timeout, stdin, abandoned);
    } finally {
      room.release();
    }
  }

  private RunResult run(
      ProcessSpec spec, Duration timeout, Optional<String> stdin, CompletableFuture<?> abandoned) {
    String name = "run-" + last.incrementAndGet();
    LimitPlan plan = LimitPlan.of(spec.limits(), workshop.controlGroups());
    Path input = stdin.map(text -> write(name, text)).orElse(NOTHING);
    Optional<ControlGroup> group = plan.makeGroup(workshop.controlGroups(), name);
    long begun = workshop.timers().nanoTime();
    try {
      Optional<Limit> runTime = Optional.ofNullable(spec.limits().get(Limit.Name.RUN_TIME));
      Duration least =
          runTime
              .map(limit -> Duration.ofNanos((long) limit.max()))
              .filter(limit -> limit.compareTo(timeout) < 0)
              .orElse(timeout);
      Errand.Outcome outcome =
          workshop
              .errand()
              .run(
                  SystemCommand.of(spec, spec.run().command(), Map.of(), least),
                  workshop.mark("run", last.get()),
                  new Errand.Outfit(input, plan, group, MOST_OUTPUT_BYTES, true, abandoned));
      Duration lasted = Duration.ofNanos(workshop.timers().nanoTime() - begun);
      return answer(outcome, lasted, plan, least.equals(timeout) ? Optional.empty() : runTime);
    } finally {
      group.ifPresent(ControlGroup::remove);
      if (stdin.isPresent()) {
        workshop.disk().execute(() -> delete(input));
      }
    }
  }

  private static RunResult answer(
      Errand.Outcome outcome, Duration lasted, LimitPlan plan, Optional<Limit> runTime) {
    SystemResult result = outcome.result();
    if (result.ending() instanceof Ending.NotStarted(String code, String detail, _)) {
      if (code.equals("stopping")) {
        return new RunResult.Stopping();
      }
      if (!outcome.pointer().isEmpty()) {
        return new RunResult.Forbidden(code, outcome.pointer(), detail);
      }
    }
    if (result.ending() instanceof Ending.TimedOut && runTime.isPresent()) {
      Ending limit = new Ending.Limit(Limit.Name.RUN_TIME.key(), runTime.get().text());
      result = new SystemResult(limit, result.output(), result.isCut());
    }
    return new RunResult.Ended(
        result, outcome.resources(), outcome.peakBytes(), lasted, plan.reports());
  }

  private Path write(String name, String text) {
    Path file = workshop.folders().pipes().resolve(name + ".in");
    return workshop
        .disk()
        .read(
            file,
            () -> {
              try {
                PrivateFiles.replace(file, text.getBytes(UTF_8));
                return file;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is in a folder that is emptied at the next start.
    }
  }
}
