package dev.patchbay.terminals;

import dev.patchbay.terminals.attention.Evidence;
import dev.patchbay.terminals.attention.ScreenRules;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Looks now and then at what a program shows, where something is known of it. Looks run on virtual
 * threads, since they read the screen.
 */
final class ScreenLooks {
  /** What programs show while they start is not what they show afterwards. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** However often a screen is drawn, it is looked at so often at most. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TerminalStream stream;
  private final AttentionWatch.Later later;
  private final ScreenRules rules;
  private final AtomicBoolean due = new AtomicBoolean();

  private ScreenLooks(TerminalStream stream, AttentionWatch.Later later, ScreenRules rules) {
    this.stream = stream;
    this.later = later;
    this.rules = rules;
  }

  /**
   * @param rules asked for after the grace, on a virtual thread
   */
  static void begin(
      TerminalStream stream, AttentionWatch.Later later, Supplier<ScreenRules> rules) {
    later.after(
        GRACE,
        () ->
            Thread.startVirtualThread(() -> {
              ScreenLooks looks = new ScreenLooks(stream, later, rules.get());
              if (!looks.rules.rules().isEmpty()) {
                var _ = stream.onChange(looks::noteChange);
                looks.look();
              }
            }));
  }

  /** There may be something else to see. Any thread. */
  private void noteChange() {
    if (due.compareAndSet(false, true)) {
      later.after(PAUSE, () -> Thread.startVirtualThread(this::look));
    }
  }

  private void look() {
    due.set(false);
    if (!stream.hasEnded()) {
      String screen = stream.read(shown -> shown.text(0));
      stream.attention().hear(new Evidence.Seen(rules.read(screen).orElse(null)));
    }
  }
}
