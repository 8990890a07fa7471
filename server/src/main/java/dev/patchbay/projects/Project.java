package dev.patchbay.projects;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder that looks like a project.
 *
 * @param folder its real path
 * @param repository whether it is the top of a git repository
 * @param marks the files by which it was known, such as {@code pom.xml}
 */
public record Project(Path folder, boolean repository, List<String> marks) {
  public Project {
    marks = List.copyOf(marks);
  }

  public String name() {
    return folder.toFile().getName();
  }
}
