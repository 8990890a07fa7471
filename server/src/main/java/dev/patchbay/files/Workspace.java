package dev.patchbay.files;

import dev.patchbay.config.DataDir;
import dev.patchbay.files.Refusal.Reason;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.security.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Files in and out of the folders that may be worked in. Thread-safe; every method may block, and
 * throws {@link dev.patchbay.os.BlockingPoolException} where the file system does not answer.
 */
public final class Workspace {
  private static final int ID_BYTES = 8;

  private final BlockingPool pool;
  private final FileSettings settings;
  private final Places places;
  private final Bin bin;
  private final UploadJournal journal;
  private final Semaphore room;
  private final SecureRandom random = new SecureRandom();

  /** Removes what an earlier run of the hub left unfinished. */
  public Workspace(
      BlockingPool pool, FileSettings settings, Roots roots, DataDir dataDir, Bin bin) {
    this.pool = pool;
    this.bin = bin;
    this.settings = settings;
    places = new Places(roots);
    journal = new UploadJournal(dataDir);
    room = new Semaphore(settings.maxUploads());
    journal.cleanUp();
  }

  /**
   * Where files would go.
   *
   * @param taken those of their names that are taken
   */
  public record Plan(Path folder, List<String> taken) {
    public Plan {
      taken = List.copyOf(taken);
    }
  }

  /**
   * Says before anything is sent where files would go and whether their names are taken.
   *
   * @param base what a relative folder starts from; the folder itself where none is named
   */
  public Outcome<Plan> plan(Path base, @Nullable String folder, List<String> names) {
    return Outcome.of(() ->
        pool.call(
            Places.wanted(base, folder),
            () -> {
              Path real = places.folder(base, folder);
              if (!Files.isWritable(real)) {
                throw new RefusedException(
                    Reason.FORBIDDEN, "not-permitted", "You may not write to \"" + real + "\".");
              }
              List<String> taken = new ArrayList<>();
              for (String name : names) {
                if (Files.exists(Places.named(real, name), LinkOption.NOFOLLOW_LINKS)) {
                  taken.add(name);
                }
              }
              return new Plan(real, taken);
            }));
  }

  /**
   * Begins an upload, which must be closed.
   *
   * @param expected bytes that will come, or -1 where nobody knows
   */
  public Outcome<Upload> begin(
      Path base, @Nullable String folder, String name, Upload.OnClash onClash, long expected) {
    return Outcome.of(() ->
        pool.call(
            Places.wanted(base, folder),
            BlockingPool.LOOK_UP,
            () -> {
              Path real = places.folder(base, folder);
              Path target = Places.named(real, name);
              if (expected > settings.maxUploadBytes()) {
                throw Upload.tooLarge(settings.maxUploadBytes());
              }
              if (onClash == Upload.OnClash.REFUSE
                  && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                // Only to spare the way: what counts is what is there when the file is whole.
                throw new RefusedException(
                    Reason.CONFLICT,
                    "file-exists",
                    "There is a \"" + name + "\" in \"" + real + "\" already.");
              }
              requireSpace(real, expected);
              if (!room.tryAcquire()) {
                throw new RefusedException(
                    Reason.BUSY,
                    "at-capacity",
                    "There are " + settings.maxUploads() + " uploads already.");
              }
              return open(real, name, onClash);
            },
            Upload::close));
  }

  private Upload open(Path folder, String name, Upload.OnClash onClash) throws RefusedException {
    String id = newId();
    boolean opened = false;
    try {
      journal.begin(id, folder.resolve(Upload.partName(id)));
      Upload upload =
          Upload.open(
              pool,
              id,
              folder,
              name,
              onClash,
              settings.maxUploadBytes(),
              removed -> forget(id, removed));
      opened = true;
      return upload;
    } finally {
      if (!opened) {
        forget(id, true);
      }
    }
  }

  private void forget(String id, boolean removed) {
    room.release();
    if (removed) {
      journal.end(id);
    }
  }

  private static void requireSpace(Path folder, long expected) throws RefusedException {
    try {
      if (expected > Files.getFileStore(folder).getUsableSpace()) {
        throw new RefusedException(Refusal.noSpace(folder));
      }
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, folder));
    }
  }

  /**
   * Opens a file, which must be closed.
   *
   * @param base what a relative path starts from
   */
  public Outcome<Download> open(Path base, String path) {
    return Outcome.of(() ->
        pool.call(
            Places.wanted(base, path),
            BlockingPool.LOOK_UP,
            () -> Download.open(pool, places.file(base, path)),
            Download::close));
  }

  /**
   * What is in a folder.
   *
   * @param path the folder; the base itself if it is empty
   * @param most entries that are told
   */
  public Outcome<Listing> list(Path base, String path, int most) {
    return work(base, path, () -> Folders.list(places.folder(base, path), most));
  }

  /** Makes a folder in one that is there. */
  public Outcome<Path> makeFolder(Path base, String path) {
    return work(base, path, () -> Folders.make(places.entry(base, path)));
  }

  /** Moves or renames something, which replaces nothing. */
  public Outcome<Path> move(Path base, String from, String to) {
    return work(
        base,
        from,
        () -> {
          Path source = places.existing(base, from);
          Path wanted = Places.wanted(base, to);
          // As mv does: into a folder that is there.
          Path target =
              Files.isDirectory(wanted)
                  ? Places.named(places.folder(base, to), source.toFile().getName())
                  : places.entry(base, to);
          return Folders.move(source, target);
        });
  }

  /** Puts something into the user's bin. */
  public Outcome<Binned> putIntoBin(Path base, String path) {
    return work(base, path, () -> bin.put(places.existing(base, path)));
  }

  private <T> Outcome<T> work(Path base, String path, Outcome.Work<T> work) {
    return Outcome.of(() -> pool.call(Places.wanted(base, path), work::run));
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
