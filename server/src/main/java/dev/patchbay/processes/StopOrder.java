package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends all processes, those that others depend on last, and all else side by side. */
final class StopOrder {
  private static final Logger LOG = LoggerFactory.getLogger(StopOrder.class);

  private final List<Supervised> processes;
  private final Map<String, CompletableFuture<Supervised>> ends = new HashMap<>();

  StopOrder(List<Supervised> processes) {
    this.processes = processes;
  }

  /** Blocks until nothing is left, or the patience is over. */
  void run(Duration patience) {
    CompletableFuture<?>[] all =
        processes.stream().map(this::halt).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.error("left behind, since they cannot be ended in time: {}", unended());
    } catch (ExecutionException e) {
      LOG.error("not all processes were ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> unended() {
    return processes.stream()
        .filter(process -> !ends.getOrDefault(process.id(), new CompletableFuture<>()).isDone())
        .map(process -> process.spec().name())
        .sorted()
        .toList();
  }

  /** A declaration that an earlier hub stored may go round in a circle: each is halted once. */
  private CompletableFuture<Supervised> halt(Supervised process) {
    CompletableFuture<Supervised> known = ends.get(process.id());
    if (known != null) {
      return known;
    }
    CompletableFuture<Supervised> end = new CompletableFuture<>();
    ends.put(process.id(), end);
    CompletableFuture<?>[] dependants =
        process.fault().isPresent()
            ? new CompletableFuture<?>[0]
            : processes.stream()
                .filter(other -> other.fault().isEmpty())
                .filter(
                    other -> other.spec().place().dependsOn().containsKey(process.spec().name()))
                .map(this::halt)
                .toArray(CompletableFuture<?>[]::new);
    var _ =
        CompletableFuture.allOf(dependants)
            .thenCompose(_ -> {
              process.post(new Event.Halt());
              return process.atRest();
            })
            .whenComplete((rests, failure) -> {
              if (failure == null) {
                end.complete(rests);
              } else {
                end.completeExceptionally(failure);
              }
            });
    return end;
  }
}
