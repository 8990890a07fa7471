package dev.patchbay.detectors.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Which file it is and in which state: another one if anything was written to it.
 *
 * @param device 0 where the system does not tell
 * @param inode 0 where the system does not tell
 * @param modifiedNanos since 1970
 * @param mode permissions and kind as in stat(2); 0 where the system does not tell
 */
public record FileId(long device, long inode, long size, long modifiedNanos, int mode) {
  private static final int WORLD_WRITABLE = 0002;
  private static final int EXECUTABLE = 0111;
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final boolean UNIX =
      java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /** Of what a path leads to, links followed; empty if that is not there. */
  public static Optional<FileId> of(Path path) {
    try {
      return Optional.of(UNIX ? ofUnix(path) : ofOther(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static FileId ofUnix(Path path) throws IOException {
    Map<String, Object> values =
        Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,mode");
    return new FileId(
        ((Number) values.getOrDefault("dev", 0L)).longValue(),
        ((Number) values.getOrDefault("ino", 0L)).longValue(),
        ((Number) values.getOrDefault("size", 0L)).longValue(),
        nanos((FileTime) values.getOrDefault("lastModifiedTime", FileTime.fromMillis(0))),
        ((Number) values.getOrDefault("mode", 0)).intValue());
  }

  private static FileId ofOther(Path path) throws IOException {
    BasicFileAttributes values = Files.readAttributes(path, BasicFileAttributes.class);
    int kind = values.isDirectory() ? DIRECTORY : values.isRegularFile() ? REGULAR : 0;
    int executable = Files.isExecutable(path) ? EXECUTABLE : 0;
    return new FileId(0, 0, values.size(), nanos(values.lastModifiedTime()), kind | executable);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Whether it is a file that somebody may execute. */
  public boolean isProgram() {
    return (mode & KIND) == REGULAR && (mode & EXECUTABLE) != 0;
  }

  public boolean isDirectory() {
    return (mode & KIND) == DIRECTORY;
  }

  /** Whether anybody may write to it. */
  public boolean isOpenToAll() {
    return (mode & WORLD_WRITABLE) != 0;
  }
}
