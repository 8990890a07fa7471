package dev.patchbay.projects;

import java.util.List;

/**
 * How a repository stands.
 *
 * @param branch its name; empty where HEAD is on none
 * @param commit abbreviated; empty before the first one
 * @param upstream the branch it follows; empty for none
 * @param ahead commits that the upstream lacks
 * @param behind commits that the upstream has besides
 * @param changed files that differ from the last commit
 * @param untracked files that git does not know
 * @param conflicts files that are to be merged by hand
 * @param worktrees all folders of the repository, the main one first
 */
public record GitState(
    String branch,
    String commit,
    String upstream,
    int ahead,
    int behind,
    int changed,
    int untracked,
    int conflicts,
    List<Worktree> worktrees) {
  /**
   * @param branch empty where its HEAD is on none
   */
  public record Worktree(String folder, String branch) {}

  public GitState {
    worktrees = List.copyOf(worktrees);
  }
}
