package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final Grant GRANT = new Grant.BySession("a session");

  private final AtomicLong nanoTime = new AtomicLong();
  private final Tickets tickets = new Tickets(nanoTime::get);

  @Test
  void areGoodOnceAndForTheirPathOnly() {
    String ticket = tickets.issue(GRANT, "/api/files?path=a").orElseThrow();

    assertThat(tickets.redeem(ticket, "/api/files?path=a")).contains(GRANT);
    assertThat(tickets.redeem(ticket, "/api/files?path=a")).isEmpty();
    String other = tickets.issue(GRANT, "/api/files?path=a").orElseThrow();
    assertThat(tickets.redeem(other, "/api/files?path=b")).isEmpty();
    assertThat(tickets.redeem(other, "/api/files?path=a")).as("used up").isEmpty();
  }

  @Test
  void areGoodForHalfAMinute() {
    String ticket = tickets.issue(GRANT, "/api/files").orElseThrow();
    String late = tickets.issue(GRANT, "/api/files").orElseThrow();

    nanoTime.addAndGet(Tickets.LIFETIME.toNanos());
    assertThat(tickets.redeem(ticket, "/api/files")).contains(GRANT);
    nanoTime.incrementAndGet();
    assertThat(tickets.redeem(late, "/api/files")).isEmpty();
  }

  @Test
  void areBounded() {
    List<String> issued = new ArrayList<>();
    for (int i = 0; i < Tickets.MAX; i++) {
      issued.add(tickets.issue(GRANT, "/api/files").orElseThrow());
    }

    assertThat(tickets.issue(GRANT, "/api/files")).isEmpty();

    assertThat(tickets.redeem(issued.getFirst(), "/api/files")).contains(GRANT);
    assertThat(tickets.issue(GRANT, "/api/files")).isPresent();
    nanoTime.addAndGet(Tickets.LIFETIME.toNanos() + 1);
    assertThat(tickets.issue(GRANT, "/api/files")).isPresent();
  }
}
