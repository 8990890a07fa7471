package dev.patchbay.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.os.Loops;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final int EVENTS = 100_000;

  /** Reads on from where it was, and counts. */
  private static final class Reader {
    private final EventLog log;
    private long number;
    private long received;
    private long missed;

    Reader(EventLog log) {
      this.log = log;
    }

    void read() {
      EventLog.Batch batch = log.after(number);
      missed += batch.missed();
      number += batch.missed();
      for (HubEvent event : batch.events()) {
        assertThat(event.number()).isEqualTo(++number);
        received++;
      }
    }
  }

  @Test
  void losesNoEventForAReaderThatKeepsUpAndTellsASlowOneHowManyItMissed() throws Exception {
    EventLog log = new EventLog(new Loops((_, _) -> {}));
    Reader quick = new Reader(log);
    Reader slow = new Reader(log);
    log.onEvent(quick::read);
    AtomicBoolean published = new AtomicBoolean();
    Thread slowThread =
        Thread.ofPlatform()
            .start(() -> {
              while (!published.get()) {
                slow.read();
                Thread.onSpinWait();
              }
            });

    for (int i = 0; i < EVENTS; i++) {
      log.publish("something.happened", Map.of("i", i));
    }
    published.set(true);
    slowThread.join();
    Reader late = new Reader(log);
    slow.read();
    late.read();

    assertThat(quick.received).isEqualTo(EVENTS);
    assertThat(quick.missed).isZero();
    assertThat(slow.received + slow.missed).isEqualTo(EVENTS);
    assertThat(late.missed).isEqualTo(EVENTS - 1_000);
    assertThat(late.received).isEqualTo(1_000);
  }

  @Test
  void tellsTheOthersIfAReaderThrows() {
    EventLog log = new EventLog(new Loops((_, _) -> {}));
    Reader sound = new Reader(log);
    var _ =
        log.onEvent(() -> {
          throw new AssertionError("a test's");
        });
    var _ = log.onEvent(sound::read);

    log.publish("something.happened", Map.of());

    assertThat(sound.received).isEqualTo(1);
  }

  /** Node's {@code process.send(null)} is a message. */
  @Test
  void takesNull() {
    EventLog log = new EventLog(new Loops((_, _) -> {}));

    log.publish("something.happened", java.util.Collections.singletonMap("message", null));

    assertThat(log.after(0).events()).hasSize(1);
  }
}
