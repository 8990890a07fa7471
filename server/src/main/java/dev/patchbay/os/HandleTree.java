package dev.patchbay.os;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The tree as the JDK sees it, where there is no /proc: whoever lost its parent is not found. */
public record HandleTree(long leader) implements ProcessTree {
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);

  @Override
  public void terminate() {
    members().forEach(ProcessHandle::destroy);
  }

  @Override
  public void kill() {
    members().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void signal(int number) {
    if (number == Signals.KILL) {
      kill();
    } else if (number == Signals.TERM) {
      terminate();
    } else {
      throw new NotSupportedException(
          "This machine can be asked for TERM and KILL alone, not for "
              + Signals.name(number)
              + ".");
    }
  }

  @Override
  public List<Long> end(Duration grace) {
    List<ProcessHandle> members = members().toList();
    members.forEach(ProcessHandle::destroy);
    awaitEnd(members, grace);
    List<ProcessHandle> left =
        Stream.concat(members.stream(), members())
            .distinct()
            .filter(ProcessHandle::isAlive)
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(left, KILL_PATIENCE);
    return left.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
  }

  private Stream<ProcessHandle> members() {
    return ProcessHandle.of(leader).stream()
        .flatMap(handle -> Stream.concat(handle.descendants(), Stream.of(handle)))
        .filter(ProcessHandle::isAlive);
  }

  private static void awaitEnd(List<ProcessHandle> processes, Duration limit) {
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Whoever is left is looked at by the caller.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
