package dev.patchbay.detectors.probe;

import java.time.Duration;

/**
 * Runs probes. Whoever has better means than the JDK's, such as a session of its own for each
 * probe, brings its own.
 */
public interface ProbeRunner {
  /**
   * What a program that was asked to end has for that before it is killed. Some hold locks: the
   * next login shell waits a minute for one that pyenv could not take away.
   */
  Duration GRACE = Duration.ofMillis(500);

  /**
   * Runs a program to its end, or to its time-out. Blocks until it and all that could be found of
   * what it started has ended: asked to at first, then killed. Thread-safe.
   *
   * @throws InterruptedException if the thread is interrupted; the program is ended then
   */
  ProbeResult run(Probe probe) throws InterruptedException;
}
