package dev.patchbay.hub;

import dev.patchbay.launch.ToolSettings;
import dev.patchbay.processes.ProcessSettings;
import dev.patchbay.terminals.TerminalSettings;
import java.util.ArrayList;
import java.util.List;

/** What of a changed configuration file a hub that runs cannot take over. */
final class SettingsChange {
  private final List<String> keys = new ArrayList<>();

  private SettingsChange() {}

  /**
   * @param before what the hub was started with
   * @return keys of the file whose new values count only at the next start
   */
  static List<String> atNextStart(Settings before, Settings now) {
    SettingsChange change = new SettingsChange();
    change.compare("host", before.http().host(), now.http().host());
    change.compare("port", before.http().port(), now.http().port());
    change.compare("hosts", before.http().hosts(), now.http().hosts());
    change.compare("tls", before.http().encryption(), now.http().encryption());
    change.compare("roots", before.roots().folders(), now.roots().folders());
    change.compare("files", before.files(), now.files());
    change.compareTerminals(before.terminals(), now.terminals());
    change.compareTools(before.tools(), now.tools());
    change.compare("processes.allow or closed", before.rules(), now.rules());
    change.compareProcesses(before.processes(), now.processes());
    return change.keys;
  }

  private void compareTerminals(TerminalSettings before, TerminalSettings now) {
    compare("terminals.memory", before.memoryBytes(), now.memoryBytes());
  }

  private void compareTools(ToolSettings before, ToolSettings now) {
    compare("tools.probes", before.probes(), now.probes());
    compare("tools.max-age", before.maxAge(), now.maxAge());
  }

  private void compareProcesses(ProcessSettings before, ProcessSettings now) {
    compare("processes.keep-ended", before.keepEnded(), now.keepEnded());
    compare("processes.sweep", before.sweep(), now.sweep());
    compare("processes.output", before.rotation(), now.rotation());
  }

  private void compare(String key, Object before, Object now) {
    if (!before.equals(now)) {
      keys.add(key);
    }
  }
}
