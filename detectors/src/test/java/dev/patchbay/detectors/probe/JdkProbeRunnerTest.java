package dev.patchbay.detectors.probe;

/** With nothing but the JDK. */
class JdkProbeRunnerTest extends ProbeRunnerContract {
  @Override
  protected ProbeRunner runner() {
    return new JdkProbeRunner();
  }
}
