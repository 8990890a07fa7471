package dev.patchbay.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.pty4j.PtyProcessBuilder;
import com.pty4j.unix.UnixPtyProcess;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.terminals.pty.PtyListener;
import dev.patchbay.terminals.pty.PtySpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The way not taken: a platform thread for each terminal, which waits in read(2). */
@SuppressWarnings("restricted") // Native calls are what this class is for.
final class BlockingReader {
  private static final int READ_BYTES = 64 * 1024;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle READ =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("read"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private BlockingReader() {}

  /** Spawned by pty4j, which also keeps a thread of its own to wait for the program's end. */
  static void start(PtySpec spec, PtyListener listener) throws IOException {
    UnixPtyProcess process =
        (UnixPtyProcess)
            new PtyProcessBuilder(spec.argv().toArray(String[]::new))
                .setEnvironment(spec.environment())
                .setDirectory(spec.directory().toString())
                .setRedirectErrorStream(true)
                .start();
    Thread.ofPlatform().daemon().start(() -> readAll(process, listener));
  }

  /** The process is kept, for pty4j closes the terminal of one that nobody refers to. */
  private static void readAll(UnixPtyProcess process, PtyListener listener) {
    int master = process.getPty().getMasterFD();
    byte[] bytes = new byte[READ_BYTES];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(READ_BYTES);
      for (long n = read(master, buffer); n > 0; n = read(master, buffer)) {
        MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, (int) n);
        listener.output(bytes, 0, (int) n);
      }
    }
    process.destroy();
    listener.exited(new ExitStatus.Unknown("not asked for"));
  }

  private static long read(int master, MemorySegment buffer) {
    try {
      return (long) READ.invokeExact(master, buffer, (long) READ_BYTES);
    } catch (Throwable e) {
      throw new AssertionError("a native call failed to link or run", e);
    }
  }
}
