package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a process as leader of a session of its own.
 *
 * <p>posix_spawn shares the hub's memory with the child until it executes, so the cost does not
 * grow with the hub's, and it reports why an execution failed.
 */
public final class Spawner {
  // bits/spawn.h of glibc.
  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int O_RDONLY = 0;

  /** More than posix_spawnattr_t (336), posix_spawn_file_actions_t (80) and sigset_t (128) take. */
  private static final int OPAQUE_BYTES = 512;

  private static final FunctionDescriptor ONE_POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor TWO_POINTERS =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final FunctionDescriptor POINTER_AND_INT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);

  private static final MethodHandle SPAWN =
      LibC.plainHandle(
          "posix_spawn",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle ATTR_INIT =
      LibC.plainHandle("posix_spawnattr_init", ONE_POINTER);
  private static final MethodHandle ATTR_DESTROY =
      LibC.plainHandle("posix_spawnattr_destroy", ONE_POINTER);
  private static final MethodHandle ATTR_FLAGS =
      LibC.plainHandle(
          "posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  private static final MethodHandle ATTR_DEFAULTS =
      LibC.plainHandle("posix_spawnattr_setsigdefault", TWO_POINTERS);
  private static final MethodHandle ATTR_MASK =
      LibC.plainHandle("posix_spawnattr_setsigmask", TWO_POINTERS);
  private static final MethodHandle FILL = LibC.plainHandle("sigfillset", ONE_POINTER);
  private static final MethodHandle EMPTY = LibC.plainHandle("sigemptyset", ONE_POINTER);
  private static final MethodHandle ACTIONS_INIT =
      LibC.plainHandle("posix_spawn_file_actions_init", ONE_POINTER);
  private static final MethodHandle ACTIONS_DESTROY =
      LibC.plainHandle("posix_spawn_file_actions_destroy", ONE_POINTER);
  private static final MethodHandle ADD_OPEN =
      LibC.plainHandle(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_DUP =
      LibC.plainHandle(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_CLOSE_FROM =
      LibC.plainHandle("posix_spawn_file_actions_addclosefrom_np", POINTER_AND_INT);
  private static final MethodHandle ADD_CHDIR =
      LibC.plainHandle("posix_spawn_file_actions_addchdir_np", TWO_POINTERS);

  private Spawner() {}

  /** A descriptor of the child's. They are made in order, each may build on those before. */
  public sealed interface Stream {
    int number();

    /**
     * Opened by the child itself.
     *
     * @param flags as of open(2)
     */
    record File(int number, String path, int flags) implements Stream {}

    /** A copy of a descriptor of the hub's, or of one of the child's that is there already. */
    record Copy(int number, int of) implements Stream {}
  }

  /**
   * @param streams what the child finds open; nothing else of the hub's is
   * @return the pid
   * @throws OsException if the program cannot be executed, with the system's reason
   */
  public static int spawn(Program program, List<Stream> streams) {
    return spawn(program, streams, Optional.empty());
  }

  /**
   * The same, with a last stop before the program is executed.
   *
   * @param gate a named pipe, at which the child waits until it is opened for writing
   */
  static int spawn(Program program, List<Stream> streams, Optional<String> gate) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
      MemorySegment actions = arena.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
      check((int) ATTR_INIT.invokeExact(attributes));
      check((int) ACTIONS_INIT.invokeExact(actions));
      try {
        resetSignals(attributes, arena);
        prepare(actions, program, streams, gate, arena);
        return execute(program, attributes, actions, arena);
      } finally {
        check((int) ACTIONS_DESTROY.invokeExact(actions));
        check((int) ATTR_DESTROY.invokeExact(attributes));
      }
    } catch (OsException e) {
      throw e;
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  /** The JVM's blocked and ignored signals are its own affair. */
  private static void resetSignals(MemorySegment attributes, SegmentAllocator memory)
      throws Throwable {
    MemorySegment all = memory.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
    MemorySegment none = memory.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
    check((int) FILL.invokeExact(all));
    check((int) EMPTY.invokeExact(none));
    check((int) ATTR_DEFAULTS.invokeExact(attributes, all));
    check((int) ATTR_MASK.invokeExact(attributes, none));
    check((int) ATTR_FLAGS.invokeExact(attributes, (short) (SETSID | SETSIGDEF | SETSIGMASK)));
  }

  private static void prepare(
      MemorySegment actions,
      Program program,
      List<Stream> streams,
      Optional<String> gate,
      SegmentAllocator memory)
      throws Throwable {
    String directory = program.directory().toString();
    check((int) ADD_CHDIR.invokeExact(actions, memory.allocateFrom(directory)));
    int last = -1;
    for (Stream stream : streams) {
      last = Math.max(last, stream.number());
      check(
          switch (stream) {
            case Stream.File(int number, String path, int flags) ->
                (int) ADD_OPEN.invokeExact(actions, number, memory.allocateFrom(path), flags, 0);
            case Stream.Copy(int number, int of) -> (int) ADD_DUP.invokeExact(actions, of, number);
          });
    }
    if (gate.isPresent()) {
      MemorySegment path = memory.allocateFrom(gate.get());
      check((int) ADD_OPEN.invokeExact(actions, last + 1, path, O_RDONLY, 0));
    }
    check((int) ADD_CLOSE_FROM.invokeExact(actions, last + 1));
  }

  private static int execute(
      Program program, MemorySegment attributes, MemorySegment actions, SegmentAllocator memory)
      throws Throwable {
    int fault = Faults.at("posix_spawn");
    if (fault != 0) {
      throw OsException.of("cannot start " + program.executable(), new Errno(-fault));
    }
    MemorySegment pid = memory.allocate(JAVA_INT);
    int error =
        (int)
            SPAWN.invokeExact(
                pid,
                memory.allocateFrom(program.executable().toString()),
                actions,
                attributes,
                strings(program.argv(), memory),
                strings(assignments(program.environment()), memory));
    if (error != 0) {
      throw OsException.of("cannot start " + program.executable(), new Errno(error));
    }
    return pid.get(JAVA_INT, 0);
  }

  private static List<String> assignments(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private static MemorySegment strings(List<String> values, SegmentAllocator memory) {
    MemorySegment array = memory.allocate(ADDRESS, values.size() + 1L);
    for (int i = 0; i < values.size(); i++) {
      array.setAtIndex(ADDRESS, i, memory.allocateFrom(values.get(i)));
    }
    array.setAtIndex(ADDRESS, values.size(), MemorySegment.NULL);
    return array;
  }

  private static void check(int error) {
    if (error != 0) {
      throw OsException.of("prepare a process", new Errno(error));
    }
  }
}
