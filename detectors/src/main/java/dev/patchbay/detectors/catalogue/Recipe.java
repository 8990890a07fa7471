package dev.patchbay.detectors.catalogue;

import java.util.List;
import java.util.Map;

/** A way to install a tool. */
public sealed interface Recipe {
  /** Id of the {@link Installer}, by which the recipe is chosen. */
  String installer();

  /** A word to people, or empty. */
  String note();

  /**
   * By an installer.
   *
   * @param options what its command is given besides
   */
  record FromPackage(String installer, String packageName, List<String> options, String note)
      implements Recipe {
    public FromPackage {
      options = List.copyOf(options);
    }
  }

  /**
   * By a script that is downloaded, shown and run.
   *
   * @param url https only
   * @param shell sh or bash
   * @param env what it is to find in its environment
   */
  record FromScript(
      String installer, String url, String shell, Map<String, String> env, String note)
      implements Recipe {
    public FromScript {
      env = Map.copyOf(env);
    }
  }
}
