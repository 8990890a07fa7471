package dev.patchbay.terminals;

import dev.patchbay.config.UserEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds the environment of a program: what it needs to be at home, and nothing of the hub's own.
 */
final class TerminalEnvironment {
  /** By its value the processes of a terminal are known, to us and to scripts that run in it. */
  static final String MARKER = "PATCHBAY_TERMINAL_ID";

  /** Whoever can read a process's environment must not become the hub's user by it. */
  private static final String HUB_TOKEN = "PATCHBAY_TOKEN";

  static final List<String> PASSED_BY_DEFAULT =
      List.of(
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "PATH",
          "LANG",
          "LC_*",
          "TZ",
          "TMPDIR",
          "XDG_*",
          "SSH_AUTH_SOCK",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "DBUS_SESSION_BUS_ADDRESS",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "JAVA_HOME",
          "SystemRoot",
          "USERPROFILE",
          "APPDATA",
          "LOCALAPPDATA",
          "PATHEXT",
          "ComSpec");

  /**
   * Of the C library itself since 2.35 and of Debian's for longer, so it is there where no other
   * is.
   */
  private static final String UTF8_LOCALE = "C.UTF-8";

  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final TerminalSettings settings;
  private final String version;

  /**
   * @param version what programs are told of this one's
   */
  TerminalEnvironment(TerminalSettings settings, String version) {
    this.settings = settings;
    this.version = version;
  }

  TerminalEnvironment with(TerminalSettings changed) {
    return new TerminalEnvironment(changed, version);
  }

  /**
   * @param hub what is there to be passed on
   * @param extra what was asked for with this terminal; it may replace anything but the marker
   */
  Map<String, String> build(Map<String, String> hub, String terminalId, Map<String, String> extra) {
    Map<String, String> environment = new HashMap<>();
    hub.forEach((name, value) -> {
      if (isPassed(name)) {
        environment.put(name, value);
      }
    });
    environment.putIfAbsent("PATH", DEFAULT_PATH);
    environment.put("TERM", "xterm-256color");
    environment.put("COLORTERM", "truecolor");
    environment.put("TERM_PROGRAM", "patchbay");
    environment.put("TERM_PROGRAM_VERSION", version);
    speakUtf8(environment);
    environment.putAll(settings.set());
    environment.putAll(extra);
    environment.remove(HUB_TOKEN);
    environment.put(MARKER, terminalId);
    return environment;
  }

  private boolean isPassed(String name) {
    return Stream.concat(settings.pass().stream(), UserEnvironment.NETWORK.stream())
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern));
  }

  /** LC_ALL beats LC_CTYPE beats LANG (locale(7)); the strongest that is set must name UTF-8. */
  private static void speakUtf8(Map<String, String> environment) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.contains("utf-8") && !lower.contains("utf8")) {
          environment.put(name, UTF8_LOCALE);
        }
        return;
      }
    }
    environment.put("LANG", UTF8_LOCALE);
  }
}
