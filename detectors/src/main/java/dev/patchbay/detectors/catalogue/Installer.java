package dev.patchbay.detectors.catalogue;

import dev.patchbay.bounded.UserPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program that installs others, or another way in which they come to a machine.
 *
 * @param paths where the programs lie that it installs
 * @param shims programs that choose another one by the files of {@code state}
 * @param chosen where there are shims, the folder of the programs that they lead to, in which
 *     {@code {version}} stands for a line of the first file of {@code state}; empty where that is
 *     not so simple
 * @param ledger where it writes down what it installed
 * @param runtime id of the tool whose version {@code {version}} in its paths is, where they hold
 *     one; empty for none
 * @param install argv, in which {@code {package}} and {@code {options}} stand for the tool's; empty
 *     where it cannot be asked to
 * @param update the same for a newer version
 * @param needsRoot whether install and update do
 * @param latest how to ask it for the newest version
 * @param downloads from where, for people; empty where that is not known
 */
public record Installer(
    String id,
    String name,
    List<PathPattern> paths,
    List<PathPattern> shims,
    List<String> state,
    String chosen,
    @Nullable Ledger ledger,
    String runtime,
    List<String> install,
    List<String> update,
    boolean needsRoot,
    @Nullable Latest latest,
    String downloads) {
  public Installer {
    paths = List.copyOf(paths);
    shims = List.copyOf(shims);
    state = List.copyOf(state);
    install = List.copyOf(install);
    update = List.copyOf(update);
  }

  /**
   * How to ask for the newest version.
   *
   * @param args argv with {@code {package}}
   * @param version its first group is the newest version
   * @param installed where the installer has its own numbering: the version that is installed
   */
  public record Latest(List<String> args, UserPattern version, @Nullable UserPattern installed) {
    public Latest {
      args = List.copyOf(args);
    }

    public List<String> argv(String packageName) {
      return fill(args, packageName, List.of());
    }

    public Optional<UserPattern> ownNumbering() {
      return Optional.ofNullable(installed);
    }
  }

  public Optional<Ledger> keptIn() {
    return Optional.ofNullable(ledger);
  }

  public Optional<Latest> newest() {
    return Optional.ofNullable(latest);
  }

  /** argv that installs a package; empty where it cannot. */
  public List<String> installing(String packageName, List<String> options) {
    return fill(install, packageName, options);
  }

  /** argv that brings a package up to date; empty where it cannot. */
  public List<String> updating(String packageName) {
    return fill(update, packageName, List.of());
  }

  private static List<String> fill(List<String> argv, String packageName, List<String> options) {
    List<String> filled = new ArrayList<>();
    for (String word : argv) {
      if (word.equals("{options}")) {
        filled.addAll(options);
      } else {
        filled.add(word.replace("{package}", packageName));
      }
    }
    return List.copyOf(filled);
  }
}
