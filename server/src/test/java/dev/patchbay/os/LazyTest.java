package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thing that cannot be made is asked for again; nobody waits for ever. */
@Timeout(60)
class LazyTest {
  @Test
  void triesAgainAfterAFailure() {
    AtomicInteger attempts = new AtomicInteger();
    Lazy<String> thing =
        new Lazy<>(() -> {
          if (attempts.incrementAndGet() == 1) {
            throw new ExceptionInInitializerError("a test's");
          }
          return "made";
        });

    assertThatThrownBy(thing::get).isInstanceOf(ExceptionInInitializerError.class);
    assertThat(thing.ifMade()).isEmpty();
    assertThat(thing.get()).isEqualTo("made");
    assertThat(thing.get()).isEqualTo("made");
    assertThat(thing.ifMade()).contains("made");
    assertThat(attempts).hasValue(2);
  }
}
