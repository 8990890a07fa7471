package dev.patchbay.launch;

import dev.patchbay.detectors.probe.JdkProbeRunner;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Lazy;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import java.util.function.Supplier;

/**
 * The best runner that this machine has, made when the first program is run: linking native calls
 * takes a while. Thread-safe.
 */
public final class HubProbeRunner implements ProbeRunner, AutoCloseable {
  private final Lazy<ProbeRunner> runner;

  /**
   * @param support asked when the first program is run
   * @param pool executes the programs
   */
  public HubProbeRunner(Supplier<NativeSupport> support, BlockingPool pool, Loops loops) {
    runner = new Lazy<>(() -> make(support.get(), pool, loops));
  }

  private static ProbeRunner make(NativeSupport support, BlockingPool pool, Loops loops) {
    return switch (support) {
      case NativeSupport.Available() -> new SessionProbeRunner(pool, loops);
      case NativeSupport.Missing _ -> new JdkProbeRunner();
    };
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
