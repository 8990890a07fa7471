package dev.patchbay.launch;

import dev.patchbay.detectors.probe.JdkProbeRunner;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Lazy;
import dev.patchbay.os.LibC;
import dev.patchbay.os.Loops;

/**
 * The best runner that this machine has, made when the first program is run: linking native calls
 * takes a while. Thread-safe.
 */
public final class HubProbeRunner implements ProbeRunner, AutoCloseable {
  private final Lazy<ProbeRunner> runner;

  /**
   * @param pool executes the programs
   */
  public HubProbeRunner(BlockingPool pool, Loops loops) {
    runner = new Lazy<>(() -> make(pool, loops));
  }

  private static ProbeRunner make(BlockingPool pool, Loops loops) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return linux && LibC.isComplete() ? new SessionProbeRunner(pool, loops) : new JdkProbeRunner();
  }

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    return runner.get().run(probe);
  }

  @Override
  public void close() {
    runner
        .ifMade()
        .ifPresent(made -> {
          if (made instanceof SessionProbeRunner sessions) {
            sessions.close();
          }
        });
  }
}
