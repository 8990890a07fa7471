package dev.patchbay.detectors.probe;

/**
 * Runs probes. Whoever has better means than the JDK's, such as a session of its own for each
 * probe, brings its own.
 */
public interface ProbeRunner {
  /**
   * Runs a program to its end, or to its time-out. Blocks until it and all that could be found of
   * what it started has ended. Thread-safe.
   *
   * @throws InterruptedException if the thread is interrupted; the program is killed then
   */
  ProbeResult run(Probe probe) throws InterruptedException;
}
