package dev.patchbay.files;

import dev.patchbay.files.Refusal.Reason;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on its way in. It grows under a name of its own beside its place, and takes its place in
 * one step when all of it is on the disk. For one thread, which may block.
 */
public final class Upload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
  private static final int MAX_COPIES = 1_000;

  /** What is done where the name is taken. */
  public enum OnClash {
    REFUSE,
    REPLACE,
    KEEP_BOTH
  }

  /**
   * A file that has come in whole.
   *
   * @param path where it is
   * @param size in bytes
   */
  public record Stored(Path path, long size) {}

  private final BlockingPool pool;
  private final Path folder;
  private final String name;
  private final OnClash onClash;
  private final long limit;
  private final Path part;
  private final FileChannel channel;
  private final Consumer<Boolean> onClose;
  private long size;
  private boolean closed;

  private Upload(
      BlockingPool pool,
      Path folder,
      String name,
      OnClash onClash,
      long limit,
      Path part,
      FileChannel channel,
      Consumer<Boolean> onClose) {
    this.pool = pool;
    this.folder = folder;
    this.name = name;
    this.onClash = onClash;
    this.limit = limit;
    this.part = part;
    this.channel = channel;
    this.onClose = onClose;
  }

  /**
   * @param id letters and digits, never used before
   * @param onClose called once at the end; false where something is left that could not be removed
   */
  @SuppressWarnings("resource") // The channel's end is the upload's.
  static Upload open(
      BlockingPool pool,
      String id,
      Path folder,
      String name,
      OnClash onClash,
      long limit,
      Consumer<Boolean> onClose)
      throws RefusedException {
    try {
      Path part = folder.resolve(partName(id));
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new Upload(pool, folder, name, onClash, limit, part, channel, onClose);
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, folder));
    }
  }

  /** Hidden, and telling whose it is. */
  static String partName(String id) {
    return ".patchbay-upload-" + id + ".part";
  }

  /** Takes the next bytes, all of them. */
  public void write(ByteBuffer bytes) throws RefusedException {
    size += bytes.remaining();
    if (size > limit) {
      throw tooLarge(limit);
    }
    try {
      var _ =
          pool.callOnOpen(
              folder,
              BlockingPool.FLUSH,
              () -> {
                while (bytes.hasRemaining()) {
                  channel.write(bytes);
                }
                return size;
              },
              _ -> {});
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, folder));
    }
  }

  /** What it comes to when the sender went away in the middle. */
  public static RefusedException brokenOff(IOException cause) {
    return new RefusedException(
        Reason.MALFORMED,
        "broken-off",
        "The file did not come in whole: " + cause.getMessage() + ".");
  }

  static RefusedException tooLarge(long limit) {
    return new RefusedException(
        Reason.TOO_LARGE,
        "too-large",
        "A file may have " + limit + " bytes at most; \"files.max-upload\" sets this.");
  }

  /** Puts the file in its place, once it is on the disk. */
  public Stored finish() throws RefusedException {
    return pool.callOnOpen(folder, BlockingPool.FLUSH, this::finishHere, _ -> {});
  }

  private Stored finishHere() throws RefusedException {
    try {
      channel.force(true);
      if (!isInPlace()) {
        // Where it is now is not known, so that it can be emptied alone.
        channel.truncate(0);
        throw new RefusedException(
            Reason.CONFLICT,
            "folder-moved",
            "\"" + folder + "\" was moved or renamed while the file came in.");
      }
      channel.close();
      Path target =
          switch (onClash) {
            case REFUSE -> placeNew(folder.resolve(name));
            case REPLACE -> replace(folder.resolve(name));
            case KEEP_BOTH -> placeBeside();
          };
      rememberFolder();
      return new Stored(target, size);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          Reason.CONFLICT,
          "file-exists",
          "There is a \"" + name + "\" in \"" + folder + "\" already.");
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, folder));
    }
  }

  private boolean isInPlace() throws IOException {
    try {
      return part.toRealPath().equals(part);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** A link is made only where there is nothing of that name, in one step. */
  private Path placeNew(Path target) throws IOException {
    try {
      // The other name goes when this is closed.
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without links: an empty file of ours holds the name.
      Files.createFile(target);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  private Path replace(Path target) throws IOException, RefusedException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      BasicFileAttributes old =
          Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!old.isRegularFile()) {
        throw new RefusedException(
            Reason.CONFLICT,
            "not-a-file",
            "\"" + target + "\" is no plain file, so it is not replaced.");
      }
      takeOver(target);
    }
    return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A script that is replaced stays executable. */
  private void takeOver(Path old) throws IOException {
    PosixFileAttributeView from =
        Files.getFileAttributeView(old, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView to = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    if (from != null && to != null) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  private Path placeBeside() throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    for (int copy = 0; copy < MAX_COPIES; copy++) {
      try {
        return placeNew(folder.resolve(copy == 0 ? name : stem + "-" + copy + suffix));
      } catch (FileAlreadyExistsException e) {
        // Taken, so the next one.
      }
    }
    throw new FileAlreadyExistsException(name);
  }

  /** The name is on the disk only when its folder is; not every system lets a folder be opened. */
  private void rememberFolder() {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // The file itself is on the disk.
    }
  }

  private boolean remove() throws IOException {
    channel.close();
    return Files.deleteIfExists(part);
  }

  /** Lets go of everything; what was not finished leaves nothing behind. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean removed = false;
    try {
      var _ = pool.callOnOpen(folder, BlockingPool.LOOK_UP, this::remove, _ -> {});
      removed = true;
    } catch (IOException | BlockingPoolException e) {
      LOG.warn("{} could not be removed; the next start of the hub tries again", part, e);
    } finally {
      onClose.accept(removed);
    }
  }
}
