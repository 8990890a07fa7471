package dev.patchbay.detectors;

import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.SearchPath;
import dev.patchbay.detectors.probe.Probe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What programs are asked with: the login shell's environment, and nothing in it that would let one
 * open a window, ask a question or speak another language.
 */
final class ProbeEnvironment {
  private static final List<String> REMOVED =
      List.of("DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LANGUAGE");

  private static final Map<String, String> ADDED =
      Map.of(
          "LANG", "C.UTF-8",
          "TERM", "dumb",
          "NO_COLOR", "1",
          "PAGER", "cat",
          "GIT_TERMINAL_PROMPT", "0",
          "HOMEBREW_NO_AUTO_UPDATE", "1",
          "NPM_CONFIG_UPDATE_NOTIFIER", "false");

  private ProbeEnvironment() {}

  /**
   * @param own this process's, where the shell could not be asked
   * @param mark by which all that a look starts is known
   */
  static Map<String, String> build(
      LoginShell.Answer shell, Map<String, String> own, SearchPath path, String mark) {
    Map<String, String> environment = new HashMap<>(shell.variables().orElse(own));
    REMOVED.forEach(environment::remove);
    environment.putAll(ADDED);
    environment.put("PATH", path.asPath());
    environment.put(Probe.MARKER, mark);
    return environment;
  }
}
