package dev.patchbay.projects;

import java.nio.file.Path;

/** How repositories are looked at: by one way, which can be another. Blocks for seconds at most. */
public interface Git {
  /** What became of the question. */
  sealed interface Answer {
    record Known(GitState state) implements Answer {}

    /** The folder is in no repository, or there is no git. */
    record None() implements Answer {}

    /**
     * @param reason for people
     */
    record Failed(String reason) implements Answer {}
  }

  Answer state(Path folder) throws InterruptedException;
}
