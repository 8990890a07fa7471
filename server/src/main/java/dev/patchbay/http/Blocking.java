package dev.patchbay.http;

import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.NotSupportedException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes work that may block off the event loop, onto virtual threads, and its result back. */
final class Blocking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Answers a request with the result; with 500 if there is none. */
  <T> void run(RoutingContext request, Supplier<T> work, Consumer<T> answer) {
    run(
        request.vertx(),
        work,
        result -> {
          if (!request.response().ended()) {
            answer.accept(result);
          }
        },
        request::fail);
  }

  /** Gives the result, or why there is none, to the event loop that this is called on. */
  <T> void run(Vertx vertx, Supplier<T> work, Consumer<T> then, Consumer<Throwable> otherwise) {
    Context eventLoop = vertx.getOrCreateContext();
    try {
      threads.execute(() -> work(eventLoop, work, then, otherwise));
    } catch (RejectedExecutionException e) {
      otherwise.accept(new StoppingException(e));
    }
  }

  /** Whatever is thrown, one of the two is called: who asked is not left waiting. */
  private <T> void work(
      Context eventLoop, Supplier<T> work, Consumer<T> then, Consumer<Throwable> otherwise) {
    T result;
    try {
      result = work.get();
    } catch (BlockingPoolException | NotSupportedException e) {
      // The pool has logged it, or there is nothing to log.
      eventLoop.runOnContext(_ -> otherwise.accept(e));
      return;
    } catch (Throwable e) {
      boolean stopping = threads.isShutdown();
      // Told before it is logged, since the log may fail as well, such as without memory.
      eventLoop.runOnContext(_ -> otherwise.accept(stopping ? new StoppingException(e) : e));
      if (!stopping) {
        LOG.error("a request's work failed", e);
      }
      return;
    }
    eventLoop.runOnContext(_ -> {
      try {
        then.accept(result);
      } catch (Throwable e) {
        otherwise.accept(e);
        LOG.error("a request's result could not be told", e);
      }
    });
  }

  /** The work was not done, or not to its end, since the hub stops. */
  static final class StoppingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoppingException(Throwable cause) {
      super("the hub stops", cause);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
