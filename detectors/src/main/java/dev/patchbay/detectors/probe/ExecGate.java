package dev.patchbay.detectors.probe;

import dev.patchbay.detectors.machine.Accounts;
import dev.patchbay.detectors.machine.Exposure;
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
  private final Accounts accounts;

  public ExecGate(ProbeRunner runner) {
    this(runner, Accounts.ofThisMachine());
  }

  ExecGate(ProbeRunner runner, Accounts accounts) {
    this.runner = runner;
    this.accounts = accounts;
  }

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    PathTrust trust = new PathTrust(accounts);
    Optional<Exposure> exposure = trust.exposure(probe.executable());
    if (exposure.isPresent()) {
      return new ProbeResult.Failed(refusal(probe.executable(), exposure.get()));
    }
    Map<String, String> environment = new HashMap<>(probe.environment());
    environment.computeIfPresent(PATH, (_, path) -> trusted(path, trust));
    return runner.run(
        new Probe(
            probe.executable(), probe.args(), environment, probe.directory(), probe.timeout()));
  }

  /** Why a program is not executed unasked, for people. */
  public static String refusal(Path program, Exposure exposure) {
    return program
        + " is not run unasked, since somebody else could have put it there: "
        + exposure.words();
  }

  private static String trusted(String path, PathTrust trust) {
    List<String> kept = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (isTrusted(entry, trust)) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  private static boolean isTrusted(String entry, PathTrust trust) {
    try {
      Path folder = Path.of(entry);
      return folder.isAbsolute() && trust.exposureOfSearched(folder).isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
