package dev.patchbay.processes;

import dev.patchbay.config.UserEnvironment;
import dev.patchbay.processes.spec.SecretNames;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds the environment of a process: nothing of the hub's own passes that is not meant to. */
final class ProcessEnvironment {
  /** By its value the processes of an incarnation are known: hub, process, generation. */
  static final String MARKER = "PATCHBAY_PROCESS";

  /** Names that nothing may set: they would make a program take somebody else's channel or hub. */
  private static final Pattern NEVER =
      Pattern.compile("NODE_CHANNEL_.*|NODE_UNIQUE_ID|PATCHBAY_TOKEN|PATCHBAY_TERMINAL_ID");

  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Supplier<Map<String, String>> hub;
  private volatile ProcessSettings settings;

  /**
   * @param hub what is there to be passed on; may have to be waited for
   */
  ProcessEnvironment(Supplier<Map<String, String>> hub, ProcessSettings settings) {
    this.hub = hub;
    this.settings = settings;
  }

  /** For what is started from now on. */
  void retune(ProcessSettings changed) {
    settings = changed;
  }

  /**
   * @param mark the marker's value
   * @param declared what the process's declaration sets
   */
  Map<String, String> build(String mark, Map<String, String> declared) {
    Map<String, String> environment = new HashMap<>();
    hub.get()
        .forEach((name, value) -> {
          if (isPassed(name) && !SecretNames.has(name)) {
            environment.put(name, value);
          }
        });
    environment.putIfAbsent("PATH", DEFAULT_PATH);
    environment.putIfAbsent("LANG", "C.UTF-8");
    environment.putAll(settings.set());
    environment.putAll(declared);
    environment.keySet().removeIf(name -> NEVER.matcher(name).matches());
    environment.put(MARKER, mark);
    return environment;
  }

  private boolean isPassed(String name) {
    return Stream.concat(settings.pass().stream(), UserEnvironment.NETWORK.stream())
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern));
  }
}
