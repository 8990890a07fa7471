package dev.patchbay.detectors;

import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.FileId;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.probe.ProbeRunner;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** What the login shell said last, and whether it is worth asking again. Thread-safe. */
final class ShellWatch {
  private static final Logger LOG = System.getLogger(ShellWatch.class.getName());

  /** A shell that cannot be asked would cost every look its time-out. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final DetectorSettings settings;
  private final ProbeRunner runner;
  private final FileAccess files;

  /** Guards the fields below. Its holder asks the shell, so that two callers ask once. */
  private final ReentrantLock lock = new ReentrantLock();

  private LoginShell.Answer answer = new LoginShell.Answer.Unknown("", "it was not asked yet");

  /** When it was asked last, by a clock that only ever goes on. */
  private OptionalLong askedNanos = OptionalLong.empty();

  /** States of the start-up files when it was asked. */
  private Map<Path, FileId> startUpFiles = Map.of();

  ShellWatch(DetectorSettings settings, ProbeRunner runner, FileAccess files) {
    this.files = files;
    this.settings = settings;
    this.runner = runner;
  }

  /**
   * @param wanted whether to ask it anyhow
   */
  LoginShell.Answer ask(boolean wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return askAlone(wanted);
    } finally {
      lock.unlock();
    }
  }

  private LoginShell.Answer askAlone(boolean wanted) throws InterruptedException {
    Map<Path, FileId> states = LoginShell.startUpFiles(files, settings.home());
    if (wanted || isWorthTrying() || !states.equals(startUpFiles)) {
      answer = LoginShell.ask(runner, files, settings.environment(), settings.home());
      askedNanos = OptionalLong.of(System.nanoTime());
      startUpFiles = states;
      if (answer instanceof LoginShell.Answer.Unknown(String shell, String reason)) {
        LOG.log(Logger.Level.WARNING, "the login shell " + shell + " cannot be asked: " + reason);
      }
    }
    return answer;
  }

  private boolean isWorthTrying() {
    return switch (answer) {
      case LoginShell.Answer.Known _ -> false;
      case LoginShell.Answer.Unknown _ ->
          askedNanos.isEmpty()
              || System.nanoTime() - askedNanos.getAsLong() > PAUSE_AFTER_FAILURE.toNanos();
    };
  }
}
