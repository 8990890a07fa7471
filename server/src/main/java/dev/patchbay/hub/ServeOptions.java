package dev.patchbay.hub;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line of the hub takes. It is read by hand: picocli, which reads the clients',
 * takes 0.2 s to load, since its classes are of a format that the ahead-of-time cache cannot hold.
 *
 * @param values by option name; a flag has an empty value
 */
record ServeOptions(Map<String, String> values) {
  static final String USAGE =
      """
      Usage: patchbay [serve] [OPTIONS]
        --host ADDRESS    where to listen (127.0.0.1)
        --port PORT       where to listen (7717); 0 picks a free port
        --data-dir DIR    everything that is kept (~/.local/state/patchbay)
        --config FILE     settings (~/.config/patchbay/patchbay.yaml)
        --insecure        listen on other addresses than loopback without TLS
        --insecure-permissions
                          use files that other users own or may write
      """;

  private static final String INSECURE = "--insecure";
  private static final String INSECURE_PERMISSIONS = "--insecure-permissions";
  private static final Set<String> FLAGS = Set.of(INSECURE, INSECURE_PERMISSIONS);
  private static final Set<String> VALUED = Set.of("--host", "--port", "--data-dir", "--config");

  ServeOptions {
    values = Map.copyOf(values);
  }

  /** Whether the arguments, without "serve", can only be meant for the hub. */
  static boolean areFor(List<String> arguments) {
    return arguments.isEmpty()
        || VALUED.contains(arguments.getFirst().split("=", 2)[0])
        || FLAGS.contains(arguments.getFirst());
  }

  /**
   * @throws ConfigException if they cannot be understood
   */
  static ServeOptions parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      String name = parts[0];
      if (FLAGS.contains(name) && parts.length == 1) {
        values.put(name, "");
      } else if (!VALUED.contains(name)) {
        throw new ConfigException("unknown option " + arguments.get(i) + "\n" + USAGE.strip());
      } else if (parts.length == 2) {
        values.put(name, parts[1]);
      } else if (i + 1 < arguments.size()) {
        values.put(name, arguments.get(++i));
      } else {
        throw new ConfigException(name + " needs a value");
      }
    }
    return new ServeOptions(values);
  }

  Optional<String> host() {
    return Optional.ofNullable(values.get("--host"));
  }

  Optional<Integer> port() {
    try {
      return Optional.ofNullable(values.get("--port")).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw new ConfigException("--port must be a number between 0 and 65535");
    }
  }

  Optional<Path> config() {
    return Optional.ofNullable(values.get("--config")).map(Path::of);
  }

  boolean insecure() {
    return values.containsKey(INSECURE);
  }

  boolean insecurePermissions() {
    return values.containsKey(INSECURE_PERMISSIONS);
  }

  Path dataDir(Map<String, String> environment) {
    return Optional.ofNullable(values.get("--data-dir"))
        .map(Path::of)
        .orElseGet(() -> DataDir.byDefault(environment));
  }
}
