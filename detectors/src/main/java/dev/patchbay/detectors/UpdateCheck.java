package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.Versions;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks whoever installed a tool for the newest version: another channel's would be one that an
 * update does not bring. Says nothing where there is no network. Thread-safe; blocks.
 *
 * @param environment what the installers get
 */
record UpdateCheck(
    Catalogue catalogue,
    ProbeRunner runner,
    FileAccess files,
    Map<String, String> environment,
    Path directory) {
  /** Package managers ask servers; one that does not answer by then is as good as none. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  Optional<Update> check(ToolReport report, Snapshot snapshot) throws InterruptedException {
    Optional<FoundCopy> winner = report.winner();
    if (winner.isEmpty()
        || !(winner.get().version() instanceof Version.Known(String version, var _))) {
      return Optional.empty();
    }
    Optional<Installer> installer = winner.get().owner().installer().flatMap(catalogue::installer);
    Optional<Installer.Latest> latest = installer.flatMap(Installer::newest);
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    List<String> argv = latest.get().argv(report.packageName());
    Optional<Path> program = snapshot.path().find(files, argv.getFirst());
    if (program.isEmpty()) {
      return Optional.empty();
    }
    ProbeResult result =
        runner.run(
            new Probe(
                program.get(), argv.subList(1, argv.size()), environment, directory, TIMEOUT));
    return result instanceof ProbeResult.Ended(int code, String out, String _) && code == 0
        ? read(installer.get().id(), latest.get(), version, out)
        : Optional.empty();
  }

  private static Optional<Update> read(
      String installer, Installer.Latest latest, String version, String out) {
    Optional<String> newest = latest.version().firstGroup(out);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    return latest
        .ownNumbering()
        .map(regex ->
            regex
                .firstGroup(out)
                .map(installed ->
                    new Update(
                        installer, installed, newest.get(), !installed.equals(newest.get()), now)))
        .orElseGet(() ->
            Optional.of(
                new Update(
                    installer,
                    version,
                    newest.get(),
                    Versions.isNewer(newest.get(), version),
                    now)));
  }
}
