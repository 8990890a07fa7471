package dev.patchbay.detectors.probe;

import dev.patchbay.detectors.machine.Accounts;
import dev.patchbay.detectors.machine.Exposure;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.PathTrust;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes nothing that somebody else could have put there. Everything that is run without being
 * asked for goes through one of these: version probes, the login shell, git, installers that are
 * asked for newest versions. What such a program finds on its own PATH is held to the same rule.
 * Thread-safe; blocks.
 */
public final class ExecGate implements ProbeRunner {
  private static final String PATH = "PATH";

  private final ProbeRunner runner;
  private final FileAccess files;
  private final Accounts accounts;

  /**
   * @param files looks at programs and at folders of a PATH; what does not answer is not trusted
   */
  public ExecGate(ProbeRunner runner, FileAccess files) {
    this(runner, files, Accounts.ofThisMachine());
  }

  ExecGate(ProbeRunner runner, FileAccess files, Accounts accounts) {
    this.runner = runner;
    this.files = files;
    this.accounts = accounts;
  }

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    Path program = probe.executable();
    Optional<Optional<Exposure>> exposure =
        files.ask(program, () -> new PathTrust(accounts).exposure(program));
    if (exposure.isEmpty()) {
      return new ProbeResult.Failed("the file system of " + program + " does not answer");
    }
    if (exposure.get().isPresent()) {
      return new ProbeResult.Failed(refusal(program, exposure.get().get()));
    }
    Map<String, String> environment = new HashMap<>(probe.environment());
    environment.computeIfPresent(PATH, (_, path) -> trusted(path));
    return runner.run(
        new Probe(program, probe.args(), environment, probe.directory(), probe.timeout()));
  }

  /** Why a program is not executed unasked, for people. */
  public static String refusal(Path program, Exposure exposure) {
    return program
        + " is not run unasked, since somebody else could have put it there: "
        + exposure.words();
  }

  private String trusted(String path) {
    List<String> kept = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (isTrusted(entry)) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  private boolean isTrusted(String entry) {
    try {
      Path folder = Path.of(entry);
      return folder.isAbsolute()
          && files
              .ask(folder, () -> new PathTrust(accounts).exposureOfSearched(folder).isEmpty())
              .orElse(false);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
