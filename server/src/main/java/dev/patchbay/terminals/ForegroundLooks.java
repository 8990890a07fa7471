package dev.patchbay.terminals;

import dev.patchbay.os.Loop;
import dev.patchbay.terminals.attention.Evidence;
import dev.patchbay.terminals.attention.Evidence.InFront;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks what is in front of a terminal after its programs have written or somebody has typed: a
 * shell writes a prompt when a job has ended, and echoes the line that begins one. Where nothing
 * happens nothing is looked at. Looks run on virtual threads, since they read /proc.
 */
final class ForegroundLooks {
  /** A shell echoes a line before it starts what the line says. */
  private static final Duration SETTLING = Duration.ofMillis(200);

  private final Terminal terminal;
  private final boolean ofShell;
  private final AtomicBoolean looking = new AtomicBoolean();

  private volatile long typedNanos = System.nanoTime();

  /** When it was last looked; what happened long before that is no news. */
  private volatile long lookedNanos = System.nanoTime();

  ForegroundLooks(Terminal terminal, List<String> command) {
    this.terminal = terminal;
    ofShell = Shells.asksForCommands(command);
  }

  void noteTyped() {
    typedNanos = System.nanoTime();
  }

  /**
   * Called once in a while, by one thread.
   *
   * @param loop keeps account of looks that fail; the next one is tried all the same
   */
  void round(Loop loop) {
    TerminalStream stream = terminal.stream();
    long since = lookedNanos - SETTLING.toNanos();
    if (!stream.hasEnded()
        && (typedNanos - since >= 0 || stream.attention().hasWrittenSince(since))
        && looking.compareAndSet(false, true)) {
      loop.start(this::look);
    }
  }

  private void look() {
    try {
      lookedNanos = System.nanoTime();
      terminal.stream().attention().hear(see());
    } finally {
      looking.set(false);
    }
  }

  /** Of what is no shell its own group is in front all the time, which says nothing. */
  private Evidence see() {
    Foreground foreground = terminal.foreground();
    if (terminal.pty().hidesTyping()) {
      return new InFront.HidesTyping(
          foreground instanceof Foreground.Job(int _, String name) ? name : terminal.program());
    }
    if (!ofShell) {
      return new InFront.Untold();
    }
    return switch (foreground) {
      case Foreground.Started() -> new InFront.Shell();
      // A shell in a shell is at its prompt or runs a script.
      case Foreground.Job(int _, String name) when Shells.isShell(name) -> new InFront.Untold();
      case Foreground.Job(int _, String name) -> new InFront.Job(name);
      case Foreground.Unknown() -> new InFront.Untold();
    };
  }
}
