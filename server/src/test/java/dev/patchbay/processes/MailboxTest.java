package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.os.Loops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What throws keeps nothing behind it from being done. */
class MailboxTest {
  private final Loops loops = new Loops((_, _) -> {});

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        ExceptionInInitializerError.class,
        RuntimeException.class
      })
  void goesOnWhateverIsThrown(Class<? extends Throwable> kind) throws Exception {
    Throwable thrown = kind.getDeclaredConstructor().newInstance();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Mailbox mailbox = new Mailbox(loops.named("test"), threads);
      CompletableFuture<Void> next = new CompletableFuture<>();

      mailbox.add(() -> sneak(thrown));
      mailbox.add(() -> next.complete(null));

      next.get(30, TimeUnit.SECONDS);
      assertThat(loops.states().getFirst().failures()).isEqualTo(1);
    }
  }

  @Test
  void doesWhatComesLater() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Mailbox mailbox = new Mailbox(loops.named("test"), threads);
      CompletableFuture<Void> failed = new CompletableFuture<>();
      mailbox.add(() -> {
        failed.complete(null);
        throw new StackOverflowError();
      });
      failed.get(30, TimeUnit.SECONDS);
      CompletableFuture<Void> later = new CompletableFuture<>();

      mailbox.add(() -> later.complete(null));

      later.get(30, TimeUnit.SECONDS);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable e) throws E {
    throw (E) e;
  }
}
