package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system that answers some questions and never others, served by this process through
 * /dev/fuse (include/uapi/linux/fuse.h). Names that begin with "lost" are looked up for ever; any
 * other name with a dot is a file whose opening hangs; the rest are folders that can be looked at,
 * but neither entered nor listed.
 */
@SuppressWarnings("restricted") // Mounting is a native call.
public final class HangingFileSystem implements AutoCloseable {
  private static final int LOOKUP = 1;
  private static final int FORGET = 2;
  private static final int GETATTR = 3;
  private static final int OPEN = 14;
  private static final int OPENDIR = 27;
  private static final int INIT = 26;
  private static final int ACCESS = 34;
  private static final int INTERRUPT = 36;
  private static final int BATCH_FORGET = 42;
  private static final int EINTR = 4;
  private static final int ENOSYS = 38;
  private static final int HEADER_BYTES = 40;
  private static final int ATTRIBUTE_BYTES = 88;
  private static final long ROOT = 1;
  private static final long FOLDER = 2;
  private static final long FILE = 3;
  private static final int FORCE_AND_DETACH = 3;

  private final Path point;
  private final RandomAccessFile device;

  private HangingFileSystem(Path point, RandomAccessFile device) {
    this.point = point;
    this.device = device;
  }

  /**
   * @param point an empty folder
   * @throws IOException if this process may not mount
   */
  public static HangingFileSystem mount(Path point) throws IOException {
    RandomAccessFile device = new RandomAccessFile("/dev/fuse", "rw");
    String options = "fd=" + descriptor() + ",rootmode=40000,user_id=0,group_id=0";
    try (Arena arena = Arena.ofConfined()) {
      int result =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      Linker.nativeLinker().defaultLookup().findOrThrow("mount"),
                      FunctionDescriptor.of(
                          JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS))
                  .invokeExact(
                      arena.allocateFrom("hanging"),
                      arena.allocateFrom(point.toString()),
                      arena.allocateFrom("fuse"),
                      0L,
                      arena.allocateFrom(options));
      if (result != 0) {
        throw new IOException("this process may not mount a file system");
      }
    } catch (IOException e) {
      device.close();
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    HangingFileSystem mounted = new HangingFileSystem(point, device);
    Thread.ofPlatform().daemon().name("hanging-file-system").start(mounted::serve);
    return mounted;
  }

  public Path point() {
    return point;
  }

  private static String descriptor() throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : open) {
        if (Files.isSymbolicLink(fd) && Files.readSymbolicLink(fd).endsWith("fuse")) {
          return fd.getFileName().toString();
        }
      }
    }
    throw new IOException("/dev/fuse is not open");
  }

  private void serve() {
    ByteBuffer request = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.nativeOrder());
    try (FileChannel channel = device.getChannel()) {
      while (true) {
        request.clear();
        channel.read(request);
        request.flip();
        answer(channel, request);
      }
    } catch (IOException e) {
      // Unmounted.
    }
  }

  private static void answer(FileChannel channel, ByteBuffer request) throws IOException {
    int length = request.getInt();
    int operation = request.getInt();
    long unique = request.getLong();
    long node = request.getLong();
    switch (operation) {
      case INIT -> {
        ByteBuffer reply = reply(64);
        reply.putInt(7).putInt(31).putInt(0).putInt(0);
        send(channel, unique, 0, reply.rewind());
      }
      case LOOKUP -> {
        byte[] name = new byte[length - HEADER_BYTES - 1];
        request.position(HEADER_BYTES).get(name);
        String text = new String(name, StandardCharsets.UTF_8);
        if (!text.startsWith("lost")) {
          long found = text.contains(".") ? FILE : FOLDER;
          ByteBuffer reply = reply(40 + ATTRIBUTE_BYTES);
          reply.putLong(found).putLong(0).putLong(0).putLong(0).putLong(0);
          attributes(reply, found);
          send(channel, unique, 0, reply.rewind());
        }
      }
      case GETATTR -> {
        ByteBuffer reply = reply(16 + ATTRIBUTE_BYTES);
        reply.putLong(0).putLong(0);
        attributes(reply, node);
        send(channel, unique, 0, reply.rewind());
      }
      case ACCESS -> {
        if (node == ROOT) {
          send(channel, unique, 0, reply(0));
        }
      }
      // A process that is killed is let go, as it is by NFS.
      case INTERRUPT -> send(channel, request.getLong(HEADER_BYTES), -EINTR, reply(0));
      // The kernel waits for no answer to the first ones; to the others it would.
      case FORGET, BATCH_FORGET, OPEN, OPENDIR -> {}
      default -> send(channel, unique, -ENOSYS, reply(0));
    }
  }

  private static void attributes(ByteBuffer reply, long node) {
    int mode = node == FILE ? 0100644 : 040755;
    reply.putLong(node).putLong(node == FILE ? 10 : 0);
    reply.position(reply.position() + 5 * Long.BYTES - Long.BYTES + 3 * Integer.BYTES);
    reply.putInt(mode).putInt(1);
  }

  private static ByteBuffer reply(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static void send(FileChannel channel, long unique, int error, ByteBuffer reply)
      throws IOException {
    ByteBuffer message = reply(16 + reply.remaining());
    message.putInt(message.capacity()).putInt(error).putLong(unique).put(reply).flip();
    channel.write(message);
  }

  /**
   * Takes away what is mounted at a path, if anything is, also by another process; who waits for an
   * answer gets an error.
   */
  public static void unmount(Path point) {
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      Linker.nativeLinker().defaultLookup().findOrThrow("umount2"),
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT))
                  .invokeExact(arena.allocateFrom(point.toString()), FORCE_AND_DETACH);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    unmount(point);
    device.close();
  }
}
