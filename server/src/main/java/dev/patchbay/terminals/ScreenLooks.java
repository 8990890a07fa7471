package dev.patchbay.terminals;

import dev.patchbay.os.Loop;
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
  private final Loop loop;
  private final AttentionWatch.Later later;
  private final ScreenRules rules;
  private final AtomicBoolean due = new AtomicBoolean();

  private ScreenLooks(
      TerminalStream stream, Loop loop, AttentionWatch.Later later, ScreenRules rules) {
    this.stream = stream;
    this.loop = loop;
    this.later = later;
    this.rules = rules;
  }

  /**
   * @param loop keeps account of looks that fail; the next change is looked at all the same
   * @param rules asked for after the grace, on a virtual thread
   */
  static void begin(
      TerminalStream stream, Loop loop, AttentionWatch.Later later, Supplier<ScreenRules> rules) {
    later.after(
        GRACE,
        () ->
            loop.start(() -> {
              ScreenLooks looks = new ScreenLooks(stream, loop, later, rules.get());
              if (!looks.rules.rules().isEmpty()) {
                var _ = stream.onChange(looks::noteChange);
                looks.look();
              }
            }));
  }

  /** There may be something else to see. Any thread. */
  private void noteChange() {
    if (due.compareAndSet(false, true)) {
      later.after(PAUSE, () -> loop.start(this::look));
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
