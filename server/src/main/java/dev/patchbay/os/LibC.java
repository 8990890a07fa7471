package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's calls that are needed, each giving what the kernel gives: a value of 0 or more,
 * or the negated error number. {@link NativeSupport} tells whether it can be used at all. Only
 * non-blocking descriptors may be read and written through it.
 */
@SuppressWarnings("restricted") // Native calls are what this class is for.
public final class LibC {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /**
   * Where a call leaves errno: one per thread, since the hot callers are a few platform threads.
   */
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  // "critical" lets the two hot calls take a Java array as it is; both return at once.
  private static final MethodHandle READ =
      handle(
          "read",
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
          Linker.Option.critical(true));

  /** For what may take its time: while a critical call runs, no garbage is collected. */
  private static final MethodHandle READ_SLOWLY =
      handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private static final MethodHandle WRITE =
      handle(
          "write",
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
          Linker.Option.critical(true));
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle KILL =
      handle("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle GETSID =
      handle("getsid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle WAITID =
      handle("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle WAIT4 =
      handle("wait4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle EPOLL_CREATE =
      handle("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      handle("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      handle("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle FCNTL =
      handle(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle MKFIFO =
      handle("mkfifo", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SOCKETPAIR =
      handle("socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle PRLIMIT =
      handle("prlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SETPRIORITY =
      handle("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PRCTL =
      handle(
          "prctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle GETTID = handle("gettid", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle PAGE_SIZE =
      handle("getpagesize", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle EVENTFD =
      handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private LibC() {}

  /** A call that leaves errno in its first argument. */
  static MethodHandle handle(String name, FunctionDescriptor shape, Linker.Option... options) {
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(function(name), shape, all);
  }

  /** A call that gives its error number as its result, as the posix_spawn family does. */
  static MethodHandle plainHandle(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(function(name), shape);
  }

  private static MemorySegment function(String name) {
    if (!NativeSupport.FUNCTIONS.contains(name)) {
      throw new IllegalStateException("NativeSupport does not ask for " + name);
    }
    return SYMBOLS.findOrThrow(name);
  }

  static long read(int fd, byte[] buffer, int offset, int length) {
    int fault = Faults.at("read");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      long n =
          (long)
              READ.invokeExact(
                  state, fd, MemorySegment.ofArray(buffer).asSlice(offset, length), (long) length);
      return n >= 0 ? n : failure(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Reads what may keep the kernel busy or waiting for a while. */
  static long readSlowly(int fd, MemorySegment buffer) {
    int fault = Faults.at("read");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      long n = (long) READ_SLOWLY.invokeExact(state, fd, buffer, buffer.byteSize());
      return n >= 0 ? n : failure(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long write(int fd, byte[] buffer, int offset, int length) {
    int fault = Faults.at("write");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      long n =
          (long)
              WRITE.invokeExact(
                  state, fd, MemorySegment.ofArray(buffer).asSlice(offset, length), (long) length);
      return n >= 0 ? n : failure(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int open(String path, int flags) {
    int fault = Faults.at("open");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try (Arena arena = Arena.ofConfined()) {
      return result((int) OPEN.invokeExact(state, arena.allocateFrom(path), flags), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int close(int fd) {
    int fault = Faults.at("close");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int ioctl(int fd, long request, MemorySegment argument) {
    int fault = Faults.at("ioctl");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) IOCTL.invokeExact(state, fd, request, argument), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static int kill(long pid, int signal) {
    int fault = Faults.at("kill");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) KILL.invokeExact(state, Math.toIntExact(pid), signal), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The session that a process is in, by its leader's pid. */
  static int getsid(int pid) {
    MemorySegment state = STATE.get();
    try {
      return result((int) GETSID.invokeExact(state, pid), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int waitid(int idType, int id, MemorySegment siginfo, int options) {
    int fault = Faults.at("waitid");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) WAITID.invokeExact(state, idType, id, siginfo, options), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Collects an ended child; its status goes nowhere, what it took to the last argument. */
  static int wait4(int pid, int options, MemorySegment usage) {
    MemorySegment state = STATE.get();
    try {
      return result((int) WAIT4.invokeExact(state, pid, MemorySegment.NULL, options, usage), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A descriptor that becomes readable when the process ends; C libraries got the call late. */
  static int pidfdOpen(long pid) {
    int fault = Faults.at("pidfd_open");
    if (fault != 0) {
      return fault;
    }
    final long sysPidfdOpen = 434; // the same on every architecture
    MemorySegment state = STATE.get();
    try {
      long fd = (long) SYSCALL.invokeExact(state, sysPidfdOpen, pid, 0L);
      return fd >= 0 ? (int) fd : failure(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int fcntl(int fd, int command, int argument) {
    int fault = Faults.at("fcntl");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) FCNTL.invokeExact(state, fd, command, argument), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A named pipe that its owner alone may open. */
  static int mkfifo(String path) {
    int fault = Faults.at("mkfifo");
    if (fault != 0) {
      return fault;
    }
    final int ownerOnly = 0600;
    MemorySegment state = STATE.get();
    try (Arena arena = Arena.ofConfined()) {
      return result((int) MKFIFO.invokeExact(state, arena.allocateFrom(path), ownerOnly), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * @param ends where the two descriptors are put
   */
  static int socketpair(int domain, int type, MemorySegment ends) {
    int fault = Faults.at("socketpair");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) SOCKETPAIR.invokeExact(state, domain, type, 0, ends), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int prlimit(int pid, int resource, MemorySegment limits) {
    int fault = Faults.at("prlimit");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result(
          (int) PRLIMIT.invokeExact(state, pid, resource, limits, MemorySegment.NULL), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int setpriority(int pid, int nice) {
    int fault = Faults.at("setpriority");
    if (fault != 0) {
      return fault;
    }
    final int process = 0;
    MemorySegment state = STATE.get();
    try {
      return result((int) SETPRIORITY.invokeExact(state, process, pid, nice), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int prctl(int operation, long argument) {
    int fault = Faults.at("prctl");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) PRCTL.invokeExact(state, operation, argument), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The kernel's number of the calling thread. */
  static int gettid() {
    MemorySegment state = STATE.get();
    try {
      return (int) GETTID.invokeExact(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Bytes of a page of memory; 4,096 on most machines, up to 65,536 on some of arm64. */
  public static int pageSize() {
    MemorySegment state = STATE.get();
    try {
      return (int) PAGE_SIZE.invokeExact(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int epollCreate(int flags) {
    int fault = Faults.at("epoll_create1");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_CREATE.invokeExact(state, flags), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int epollCtl(int epoll, int operation, int fd, MemorySegment event) {
    int fault = Faults.at("epoll_ctl");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Blocks, so only a platform thread may call it. */
  static int epollWait(int epoll, MemorySegment events, int max, int timeoutMillis) {
    int fault = Faults.at("epoll_wait");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_WAIT.invokeExact(state, epoll, events, max, timeoutMillis), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int eventfd(int flags) {
    int fault = Faults.at("eventfd");
    if (fault != 0) {
      return fault;
    }
    MemorySegment state = STATE.get();
    try {
      return result((int) EVENTFD.invokeExact(state, 0, flags), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code value}, unless it is a negated error number. */
  public static int check(String call, int value) {
    if (value < 0) {
      throw OsException.of(call, new Errno(-value));
    }
    return value;
  }

  static AssertionError unexpected(Throwable e) {
    return new AssertionError("a native call failed to link or run", e);
  }

  private static int result(int value, MemorySegment state) {
    return value >= 0 ? value : failure(state);
  }

  private static int failure(MemorySegment state) {
    return -(int) ERRNO.get(state, 0L);
  }
}
