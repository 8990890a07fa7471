package dev.patchbay.launch;

import dev.patchbay.detectors.probe.JdkProbeRunner;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.LibC;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The best runner that this machine has, made when the first program is run: linking native calls
 * takes a while. Thread-safe.
 */
public final class HubProbeRunner implements ProbeRunner, AutoCloseable {
  private final CompletableFuture<ProbeRunner> made = new CompletableFuture<>();
  private final AtomicBoolean asked = new AtomicBoolean();

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    if (asked.compareAndSet(false, true)) {
      boolean linux = System.getProperty("os.name").equals("Linux");
      made.complete(linux && LibC.isComplete() ? new SessionProbeRunner() : new JdkProbeRunner());
    }
    return made.join().run(probe);
  }

  @Override
  public void close() {
    if (made.isDone() && made.join() instanceof SessionProbeRunner sessions) {
      sessions.close();
    }
  }
}
