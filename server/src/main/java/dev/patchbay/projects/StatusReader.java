package dev.patchbay.projects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what git prints for programs (git-status(1), git-worktree(1)). */
final class StatusReader {
  private static final int SHORT_COMMIT = 10;

  private StatusReader() {}

  /**
   * @param text of {@code git status --porcelain=v2 --branch}
   */
  static GitState read(String text, List<GitState.Worktree> worktrees) {
    Map<String, String> headers = new HashMap<>();
    Map<Character, Integer> counts = new HashMap<>();
    text.lines()
        .filter(line -> !line.isEmpty())
        .forEach(line -> {
          if (line.startsWith("# ")) {
            String[] parts = line.split(" ", 3);
            headers.put(parts[1], parts.length > 2 ? parts[2] : "");
          } else {
            counts.merge(line.charAt(0), 1, Integer::sum);
          }
        });
    String branch = headers.getOrDefault("branch.head", "");
    String commit = headers.getOrDefault("branch.oid", "");
    String[] distance = headers.getOrDefault("branch.ab", "+0 -0").split(" ", 2);
    return new GitState(
        branch.equals("(detached)") ? "" : branch,
        commit.equals("(initial)")
            ? ""
            : commit.substring(0, Math.min(SHORT_COMMIT, commit.length())),
        headers.getOrDefault("branch.upstream", ""),
        Math.abs(Integer.parseInt(distance[0])),
        Math.abs(Integer.parseInt(distance[1])),
        counts.getOrDefault('1', 0) + counts.getOrDefault('2', 0),
        counts.getOrDefault('?', 0),
        counts.getOrDefault('u', 0),
        worktrees);
  }

  /**
   * @param text of {@code git worktree list --porcelain}
   */
  static List<GitState.Worktree> worktrees(String text) {
    List<GitState.Worktree> worktrees = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      String folder = "";
      String branch = "";
      for (String line : block.split("\n", -1)) {
        if (line.startsWith("worktree ")) {
          folder = line.substring("worktree ".length());
        } else if (line.startsWith("branch refs/heads/")) {
          branch = line.substring("branch refs/heads/".length());
        }
      }
      if (!folder.isEmpty()) {
        worktrees.add(new GitState.Worktree(folder, branch));
      }
    }
    return worktrees;
  }
}
