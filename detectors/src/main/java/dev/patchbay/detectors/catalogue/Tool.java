package dev.patchbay.detectors.catalogue;

import dev.patchbay.bounded.UserPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue knows of a tool.
 *
 * @param binaries its names on the PATH, the preferred one first
 * @param owners paths that tell who installed it, before those of the installers
 * @param states what it shows by which one can tell how it stands; the first that shows counts
 * @param projects files by which a folder asks for it
 * @param note a word to people, or empty
 * @param unconfirmed JSON pointers into the entry: facts that no source confirmed
 */
public record Tool(
    String id,
    String name,
    String category,
    String homepage,
    List<String> binaries,
    Version version,
    @Nullable Identity identity,
    List<Owner> owners,
    List<Recipe> recipes,
    @Nullable SelfUpdate selfUpdate,
    Launch launch,
    List<ShownState> states,
    List<String> projects,
    String note,
    List<String> unconfirmed) {
  public Tool {
    binaries = List.copyOf(binaries);
    owners = List.copyOf(owners);
    recipes = List.copyOf(recipes);
    states = List.copyOf(states);
    projects = List.copyOf(projects);
    unconfirmed = List.copyOf(unconfirmed);
  }

  /** Which of a program's outputs to look at. */
  public enum Stream {
    /** The standard output, and the error output where nothing is found there. */
    ANY,
    STDOUT,
    STDERR
  }

  /**
   * How to ask for the version.
   *
   * @param run false for what must not be run to be asked
   * @param regex its first group is the version
   * @param files where it is written down, so that nothing need be run
   */
  public record Version(
      boolean run,
      List<String> args,
      UserPattern regex,
      Stream stream,
      Duration timeout,
      List<VersionFile> files) {
    public Version {
      args = List.copyOf(args);
      files = List.copyOf(files);
    }
  }

  /**
   * A file beside the program in which its version stands.
   *
   * @param path from the folder of the program's real file; without a regex its last name has
   *     {@code {version}} in it
   * @param regex its first group is the version
   */
  public record VersionFile(String path, @Nullable UserPattern regex) {
    public Optional<UserPattern> contents() {
      return Optional.ofNullable(regex);
    }
  }

  /** What the output must show for a program to be this tool and not another of its name. */
  public record Identity(List<String> args, UserPattern regex) {
    public Identity {
      args = List.copyOf(args);
    }
  }

  /** Programs below such paths come from that installer. */
  public record Owner(PathPattern path, String installer) {}

  /**
   * How the tool updates itself.
   *
   * @param under the folder, ~ for home, below which alone a copy can; empty for anywhere
   */
  public record SelfUpdate(List<String> args, String under, String note) {
    public SelfUpdate {
      args = List.copyOf(args);
    }
  }

  /**
   * How it is started.
   *
   * @param env names of variables it gets from the login shell; a trailing * stands for any rest
   */
  public record Launch(List<String> args, List<String> env, boolean needsRepository) {
    public Launch {
      args = List.copyOf(args);
      env = List.copyOf(env);
    }
  }

  /**
   * What a tool shows while it stands so.
   *
   * @param lines of the screen's bottom, blank ones left out, in which to look for it
   */
  public record ShownState(Standing standing, int lines, UserPattern regex) {}

  /** How a tool stands to whoever uses it. */
  public enum Standing {
    WORKING,
    /** It goes on once somebody answers. */
    WAITING,
    IDLE
  }

  public Optional<Identity> mark() {
    return Optional.ofNullable(identity);
  }

  public Optional<SelfUpdate> updatesItself() {
    return Optional.ofNullable(selfUpdate);
  }
}
