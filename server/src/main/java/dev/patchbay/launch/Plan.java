package dev.patchbay.launch;

import java.util.List;
import java.util.Map;

/**
 * What would be run to install or to update a tool.
 *
 * @param recipe by which it is chosen: the installer's id, or {@code self}
 * @param argv with the program's absolute path where it was found; for a script, {@code <script>}
 *     stands for the file
 * @param env added to its environment
 * @param url of the script; empty where there is none
 * @param downloads from where, for people
 * @param needsRoot whether it asks for root's password
 * @param obstacle why it cannot be run here; empty where it can
 * @param note a word to people, or empty
 */
public record Plan(
    String recipe,
    List<String> argv,
    Map<String, String> env,
    String url,
    String downloads,
    boolean needsRoot,
    String obstacle,
    String note) {
  static final String SCRIPT = "<script>";

  public Plan {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
  }

  public boolean isUsable() {
    return obstacle.isEmpty();
  }

  public boolean isScript() {
    return !url.isEmpty();
  }
}
