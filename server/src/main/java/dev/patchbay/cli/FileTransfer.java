package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Files on their way between here and the hub, a piece at a time. */
final class FileTransfer {
  private static final int PIECE_BYTES = 64 * 1024;

  /** The hub answers once all of the file is on its disk, which may be a slow one. */
  private static final int STORING_MILLIS = (int) Duration.ofMinutes(5).toMillis();

  private FileTransfer() {}

  /**
   * Uploads a file.
   *
   * @param path of the call, with its query
   * @return the hub's answer
   * @throws Failure if the file cannot be read, or the hub does not take it
   */
  static String send(FoundHub hub, String path, Path file) {
    try (InputStream content = Files.newInputStream(file);
        HubConnection connection = hub.connect()) {
      long size = Files.size(file);
      connection.limitReads(STORING_MILLIS);
      OutputStream out = connection.out();
      String head =
          hub.requestHead("POST", path)
              + "Content-Type: application/octet-stream\r\n"
              + ("Content-Length: " + size + "\r\nConnection: close\r\n\r\n");
      out.write(head.getBytes(ISO_8859_1));
      try {
        copy(content, out, size, Progress.of(file.toFile().getName(), size));
      } catch (IOException e) {
        // The hub may have said why before it stopped reading.
        connection.endOutput();
      }
      return FoundHub.answer(new BufferedInputStream(connection.in()));
    } catch (FileSystemException e) {
      throw new Failure(Failure.FAILED, "cannot read " + file + ": " + reason(e));
    } catch (IOException e) {
      throw hub.unreachable(e);
    }
  }

  /**
   * Downloads a file, which takes its place in one step when all of it is here.
   *
   * @param path of the call, with its query
   * @param replace whether a file that is there already goes
   * @throws Failure if the hub does not give the file, or it cannot be stored
   */
  static void receive(FoundHub hub, String path, Path target, boolean replace) {
    Path part = target.resolveSibling(".patchbay-" + ProcessHandle.current().pid() + ".part");
    try (HubConnection connection = hub.connect()) {
      connection.limitReads(STORING_MILLIS);
      String head = hub.requestHead("GET", path) + "Connection: close\r\n\r\n";
      connection.out().write(head.getBytes(ISO_8859_1));
      InputStream in = new BufferedInputStream(connection.in());
      HttpHead answer = HttpHead.read(in);
      if (answer.status() != 200) {
        throw answer.failure(in);
      }
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        long size = answer.length();
        copy(in, out, size, Progress.of(target.toFile().getName(), size));
      }
      if (replace) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(part, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw new Failure(Failure.FAILED, "there is a " + target + " already; --force replaces it");
    } catch (FileSystemException e) {
      throw new Failure(Failure.FAILED, "cannot write " + target + ": " + reason(e));
    } catch (IOException e) {
      throw hub.unreachable(e);
    } finally {
      var _ = part.toFile().delete();
    }
  }

  private static void copy(InputStream from, OutputStream to, long size, Progress progress)
      throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (long left = size; left > 0; ) {
      int count = from.read(piece, 0, (int) Math.min(piece.length, left));
      if (count < 0) {
        throw new EOFException("the file broke off");
      }
      to.write(piece, 0, count);
      left -= count;
      progress.at(size - left);
    }
    to.flush();
    progress.end();
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getReason());
    };
  }
}
