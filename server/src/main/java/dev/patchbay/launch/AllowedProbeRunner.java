package dev.patchbay.launch;

import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.security.ExecRules;
import java.util.Optional;

/**
 * Holds what the hub runs unasked to the configuration's list too: the login shell, versions, git,
 * installers that are asked for newest versions. Thread-safe; blocks.
 *
 * @param files looks at programs; what does not answer is not run
 */
public record AllowedProbeRunner(ProbeRunner runner, ExecRules rules, FileAccess files)
    implements ProbeRunner {
  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    if (rules.areNone()) {
      return runner.run(probe);
    }
    Optional<Optional<String>> answer =
        files.ask(probe.executable(), () -> rules.objection(probe.executable()));
    if (answer.isEmpty()) {
      return new ProbeResult.Failed(
          "the file system of " + probe.executable() + " does not answer");
    }
    return answer.get().isPresent()
        ? new ProbeResult.Failed(answer.get().get())
        : runner.run(probe);
  }
}
