package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BlockingTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(Blocking.class);

  private final Vertx vertx = Vertx.vertx();
  private final Blocking blocking = new Blocking();
  private final Appender<ILoggingEvent> failing =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          throw new OutOfMemoryError("thrown by a test");
        }
      };

  @BeforeEach
  void failTheLog() {
    failing.start();
    LOG.addAppender(failing);
  }

  @AfterEach
  void close() {
    LOG.detachAppender(failing);
    blocking.close();
    vertx.close().await();
  }

  @Test
  void answersWorkThatThrowsAlsoWhenTheLogThrows() {
    IllegalStateException fault = new IllegalStateException("thrown by a test");
    assertTold(
        fault,
        () -> {
          throw fault;
        },
        _ -> {});
  }

  @Test
  void answersAResultThatCannotBeToldAlsoWhenTheLogThrows() {
    IllegalStateException fault = new IllegalStateException("thrown by a test");
    assertTold(
        fault,
        () -> "result",
        _ -> {
          throw fault;
        });
  }

  private void assertTold(Throwable fault, Supplier<String> work, Consumer<String> then) {
    CompletableFuture<Object> told = new CompletableFuture<>();
    vertx.runOnContext(_ -> blocking.run(vertx, work, then, told::completeExceptionally));
    assertThatThrownBy(() -> told.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(fault);
    assertThat(told).isCompletedExceptionally();
  }
}
