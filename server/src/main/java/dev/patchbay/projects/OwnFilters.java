package dev.patchbay.projects;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filters that a repository's own configuration defines: programs that git runs on files to
 * tell whether they changed. Those of the user's configuration are the user's will, such as Git
 * LFS; those of a repository came with its folder, from wherever that is.
 */
final class OwnFilters {
  /** Asks git for the names of all that it knows of filters, and where each is from. */
  static final List<String> QUESTION =
      List.of("config", "-z", "--show-scope", "--name-only", "--get-regexp", "^filter\\.");

  /** What only the user or the system's administrator writes. */
  private static final Set<String> TRUSTED = Set.of("system", "global", "command");

  private static final String SECTION = "filter.";

  private OwnFilters() {}

  /**
   * @param answer scope and key by turns, each ended by a NUL
   * @return keys without what follows the last dot, such as {@code filter.lfs}
   */
  static Set<String> read(String answer) {
    String[] words = answer.split("\0", -1);
    Set<String> filters = new LinkedHashSet<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      String key = words[i + 1];
      int end = key.lastIndexOf('.');
      if (!TRUSTED.contains(words[i]) && end > SECTION.length()) {
        filters.add(key.substring(0, end));
      }
    }
    return filters;
  }

  /**
   * Variables by which git takes files as they are instead. They name keys and values apart, so
   * that a name may hold anything.
   */
  static Map<String, String> disarmed(Set<String> filters) {
    Map<String, String> variables = new HashMap<>();
    int count = 0;
    for (String filter : filters) {
      for (var setting : Map.of("clean", "", "process", "", "required", "false").entrySet()) {
        variables.put("GIT_CONFIG_KEY_" + count, filter + "." + setting.getKey());
        variables.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
        count++;
      }
    }
    variables.put("GIT_CONFIG_COUNT", Integer.toString(count));
    return variables;
  }
}
