package dev.patchbay.terminals.pty;

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

/**
 * Starts a process as leader of a session whose controlling terminal is the given slave.
 *
 * <p>posix_spawn shares the hub's memory with the child until it executes, so the cost does not
 * grow with the hub's, and it reports why an execution failed.
 */
final class Spawner {
  // bits/spawn.h of glibc.
  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int O_RDWR = 2;

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

  /**
   * @return the pid
   * @throws PtyException if the program cannot be executed, with the system's reason
   */
  static int spawn(PtySpec spec, String slave) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
      MemorySegment actions = arena.allocate(OPAQUE_BYTES, ADDRESS.byteAlignment());
      check((int) ATTR_INIT.invokeExact(attributes));
      check((int) ACTIONS_INIT.invokeExact(actions));
      try {
        resetSignals(attributes, arena);
        connectTerminal(actions, spec, slave, arena);
        return execute(spec, attributes, actions, arena);
      } finally {
        check((int) ACTIONS_DESTROY.invokeExact(actions));
        check((int) ATTR_DESTROY.invokeExact(attributes));
      }
    } catch (PtyException e) {
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

  /** A session's leader that opens a terminal without O_NOCTTY gets it as its controlling one. */
  private static void connectTerminal(
      MemorySegment actions, PtySpec spec, String slave, SegmentAllocator memory) throws Throwable {
    check((int) ADD_CHDIR.invokeExact(actions, memory.allocateFrom(spec.directory().toString())));
    check((int) ADD_OPEN.invokeExact(actions, 0, memory.allocateFrom(slave), O_RDWR, 0));
    check((int) ADD_DUP.invokeExact(actions, 0, 1));
    check((int) ADD_DUP.invokeExact(actions, 0, 2));
    check((int) ADD_CLOSE_FROM.invokeExact(actions, 3));
  }

  private static int execute(
      PtySpec spec, MemorySegment attributes, MemorySegment actions, SegmentAllocator memory)
      throws Throwable {
    MemorySegment pid = memory.allocate(JAVA_INT);
    int error =
        (int)
            SPAWN.invokeExact(
                pid,
                memory.allocateFrom(spec.executable().toString()),
                actions,
                attributes,
                strings(spec.argv(), memory),
                strings(assignments(spec.environment()), memory));
    if (error != 0) {
      throw PtyException.of("cannot start " + spec.executable(), new Errno(error));
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
      throw PtyException.of("prepare a process", new Errno(error));
    }
  }
}
