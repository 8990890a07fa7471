package dev.patchbay.detectors.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where programs are looked for, in order: what the login shell's PATH says, then this process's
 * own, then the places in which installers put programs whatever the PATH.
 */
public record SearchPath(List<Entry> entries) {
  private static final List<String> KNOWN_PLACES =
      List.of(
          "~/.local/bin",
          "~/bin",
          "/opt/homebrew/bin",
          "/home/linuxbrew/.linuxbrew/bin",
          "/usr/local/bin",
          "~/.cargo/bin",
          "~/.bun/bin",
          "~/.deno/bin",
          "~/go/bin",
          "~/.opencode/bin",
          "~/.local/share/mise/shims",
          "~/.asdf/shims",
          "~/.pyenv/shims",
          "~/.volta/bin",
          "~/.npm-global/bin",
          "/snap/bin");

  /** Below it, nvm keeps a folder for each version. */
  private static final String NVM = "~/.nvm/versions/node";

  /** Why a folder is looked at. */
  public enum Origin {
    LOGIN_SHELL("your login shell's PATH"),
    HUB("the PATH that the hub was started with"),
    KNOWN_PLACE("a place where installers put programs, not on your PATH");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** Whether a name typed into the user's shell could mean a program from there. */
    public boolean isOnPath() {
      return this != KNOWN_PLACE;
    }
  }

  /** What became of an entry. */
  public enum State {
    /** It was read. */
    READ,
    /** An earlier entry leads to the same folder. */
    REPEATED,
    MISSING,
    NOT_A_FOLDER,
    UNREADABLE,
    /** Its file system does not answer. */
    NO_ANSWER,
    /** It depends on where one stands, so it is passed over. */
    RELATIVE
  }

  /**
   * An entry.
   *
   * @param text as it was given
   * @param openToAll whether anybody may put programs there
   */
  public record Entry(String text, Origin origin, State state, boolean openToAll) {
    public Path folder() {
      return Path.of(text);
    }
  }

  /** Names of programs by the entry in which they were found. */
  public record Found(SearchPath path, List<Place> places) {
    public Found {
      places = List.copyOf(places);
    }
  }

  /**
   * Where a name was found.
   *
   * @param entry counted from 0
   */
  public record Place(String name, int entry) {}

  public SearchPath {
    entries = List.copyOf(entries);
  }

  /**
   * Reads each folder once.
   *
   * @param files reads them
   * @param login the login shell's PATH, if it could be asked
   * @param own this process's PATH
   * @param names the programs looked for
   */
  public static Found look(
      FileAccess files, Optional<String> login, String own, Path home, Set<String> names) {
    Reading reading = new Reading(files, names);
    login.ifPresent(path -> reading.all(split(path), Origin.LOGIN_SHELL));
    reading.all(split(own), Origin.HUB);
    reading.all(knownPlaces(files, home), Origin.KNOWN_PLACE);
    return new Found(new SearchPath(reading.entries), reading.places);
  }

  private static List<String> split(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split(File.pathSeparator, -1));
  }

  private static List<String> knownPlaces(FileAccess files, Path home) {
    List<String> places = new ArrayList<>();
    KNOWN_PLACES.forEach(place -> places.add(at(home, place)));
    Path nvm = Path.of(at(home, NVM));
    files.ask(nvm, () -> names(nvm)).orElse(List.of()).stream()
        .sorted(Versions.NEWEST_FIRST)
        .forEach(version -> places.add(nvm + "/" + version + "/bin"));
    return places;
  }

  private static List<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  private static String at(Path home, String place) {
    return place.startsWith("~") ? home + place.substring(1) : place;
  }

  /** The first program of a name, where there is one. */
  public Optional<Path> find(FileAccess files, String name) {
    return entries.stream()
        .filter(entry -> entry.state() == State.READ)
        .map(entry -> entry.folder().resolve(name))
        .filter(file -> files.ask(file, () -> isProgram(file)).orElse(false))
        .findFirst();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** The entries that could be read, as a PATH for what is started. */
  public String asPath() {
    return String.join(
        File.pathSeparator,
        entries.stream()
            .filter(entry -> entry.state() == State.READ && entry.origin().isOnPath())
            .map(Entry::text)
            .toList());
  }

  private static final class Reading {
    private final FileAccess files;
    private final Set<String> names;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    /** The list that was read first. */
    private @Nullable Origin first;

    Reading(FileAccess files, Set<String> names) {
      this.files = files;
      this.names = names;
    }

    void all(Collection<String> texts, Origin origin) {
      if (first == null) {
        first = origin;
      }
      for (String text : texts) {
        // Of a further list only what it adds is worth a word.
        Entry entry = one(text, origin);
        if (first == origin || entry.state() == State.READ || entry.state() == State.NO_ANSWER) {
          entries.add(entry);
        }
      }
    }

    private Entry one(String text, Origin origin) {
      if (!text.startsWith("/") && !new File(text).isAbsolute()) {
        return new Entry(text, origin, State.RELATIVE, false);
      }
      Path folder;
      try {
        folder = Path.of(text);
      } catch (InvalidPathException e) {
        return new Entry(text, origin, State.MISSING, false);
      }
      Set<Path> known = Set.copyOf(seen);
      Listing listing =
          files
              .ask(folder, () -> Listing.of(folder, known))
              .orElse(new Listing(State.NO_ANSWER, Optional.empty(), false, List.of()));
      listing.real().ifPresent(seen::add);
      for (String file : listing.files()) {
        if (names.contains(file)) {
          places.add(new Place(file, entries.size()));
        }
      }
      return new Entry(text, origin, listing.state(), listing.openToAll());
    }
  }

  /**
   * What a folder holds.
   *
   * @param real where its path leads, if anywhere
   */
  private record Listing(State state, Optional<Path> real, boolean openToAll, List<String> files) {
    /**
     * @param known folders that need not be read again
     */
    static Listing of(Path folder, Set<Path> known) {
      Path real;
      try {
        real = folder.toRealPath();
      } catch (IOException e) {
        State state =
            e instanceof FileSystemException && !(e instanceof NoSuchFileException)
                ? State.UNREADABLE
                : State.MISSING;
        return new Listing(state, Optional.empty(), false, List.of());
      }
      if (known.contains(real)) {
        return new Listing(State.REPEATED, Optional.of(real), false, List.of());
      }
      boolean open = FileId.of(real).filter(FileId::isOpenToAll).isPresent();
      if (!Files.isDirectory(real)) {
        return new Listing(State.NOT_A_FOLDER, Optional.of(real), open, List.of());
      }
      String[] files = real.toFile().list();
      return files == null
          ? new Listing(State.UNREADABLE, Optional.of(real), open, List.of())
          : new Listing(State.READ, Optional.of(real), open, List.of(files));
    }
  }
}
