package dev.patchbay.processes;

import dev.patchbay.os.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose a process is that was found among all of the machine's: by the mark in its environment or
 * the pipes that are its output. {@link dev.patchbay.os.ProcTree} goes by the same, from the other
 * end: who belongs to an incarnation.
 */
final class Belonging {
  /** What begins the assignment in the environment. */
  static final String MARK = ProcessEnvironment.MARKER + "=";

  /** Name and generation; it may have been taken away since. */
  private static final Pattern PIPE = Pattern.compile("(\\w+)-(\\d+)\\.(out|err)( \\(deleted\\))?");

  private final String hub;

  /** Where the pipes are, each with a slash at the end. */
  private final List<String> pipes;

  Belonging(Workshop workshop) {
    hub = workshop.hubId() + "/";
    pipes =
        Stream.concat(
                Stream.of(workshop.folders().pipes()),
                workshop.folders().spare().existing().stream())
            .map(folder -> real(folder) + "/")
            .toList();
  }

  /** As the kernel tells it, whatever links lead there. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  /**
   * The mark that it has, or had: a child that had not come to execute its program when the hub was
   * killed, since it waited for its limits, has the pipes alone, as has one that cleared its
   * environment.
   *
   * @return the marker's value; empty if it is none of this data dir's hubs' processes
   */
  Optional<String> mark(ProcessTable.Reading reading, ProcessTable.Entry entry) {
    Optional<String> environment =
        reading
            .environment(entry)
            .assignment(MARK)
            .map(assignment -> assignment.substring(MARK.length()))
            .filter(mark -> mark.startsWith(hub));
    return environment.or(() ->
        reading.streams(entry).stream()
            .filter(file -> pipes.stream().anyMatch(file::startsWith))
            .map(file -> PIPE.matcher(file.substring(file.lastIndexOf('/') + 1)))
            .filter(Matcher::matches)
            .map(pipe -> hub + pipe.group(1) + "/" + pipe.group(2))
            .findFirst());
  }

  /** Whether it is a mark of an incarnation, or of a command that is run for it. */
  static boolean isOf(String mark, String id, int generation) {
    String[] parts = mark.split("/", 4);
    return parts.length >= 3
        && parts[1].equals(id)
        && parts[2].equals(Integer.toString(generation));
  }

  /** Whether it is a mark of a command that is run for an incarnation, such as a probe's. */
  static boolean isOfCommand(String mark) {
    return mark.split("/", 4).length == 4;
  }

  /** The id of the process that a mark is of. */
  static String id(String mark) {
    String[] parts = mark.split("/", 3);
    return parts.length > 1 ? parts[1] : "";
  }

  /** For people: without the hub's own id. */
  static String words(String mark) {
    return mark.substring(mark.indexOf('/') + 1);
  }
}
