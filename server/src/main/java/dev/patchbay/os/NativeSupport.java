package dev.patchbay.os;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Set;

/**
 * Whether this machine has the system calls that {@link LibC}, {@link Spawner} and {@link
 * PtyDevice} are made of. Whoever is about to use one of them asks here first, since their classes
 * cannot even be initialised where a function is absent. The answer never changes.
 */
public sealed interface NativeSupport {
  /** All of them are there. */
  record Available() implements NativeSupport {}

  /**
   * Some are not.
   *
   * @param reason for people: a clause without a full stop
   */
  record Missing(String reason) implements NativeSupport {}

  /** Those whose ioctl numbers and struct layouts {@link PtyDevice} and {@link Poller} know. */
  Set<String> ARCHITECTURES = Set.of("amd64", "aarch64", "riscv64");

  /** All functions of the C library that are called. The newest came with glibc 2.34 (2021). */
  List<String> FUNCTIONS =
      List.of(
          "posix_spawn_file_actions_addclosefrom_np",
          "posix_spawn_file_actions_addchdir_np",
          "posix_spawn_file_actions_addopen",
          "posix_spawn_file_actions_adddup2",
          "posix_spawn_file_actions_init",
          "posix_spawn_file_actions_destroy",
          "posix_spawnattr_init",
          "posix_spawnattr_destroy",
          "posix_spawnattr_setflags",
          "posix_spawnattr_setsigdefault",
          "posix_spawnattr_setsigmask",
          "posix_spawn",
          "sigfillset",
          "sigemptyset",
          "gettid",
          "epoll_create1",
          "epoll_ctl",
          "epoll_wait",
          "eventfd",
          "prlimit",
          "setpriority",
          "socketpair",
          "mkfifo",
          "fcntl",
          "waitid",
          "wait4",
          "syscall",
          "ioctl",
          "kill",
          "getsid",
          "getpagesize",
          "prctl",
          "open",
          "close",
          "read",
          "write");

  /**
   * Asks this machine. Takes some ten milliseconds the first time, since it links the calls that it
   * tries.
   */
  static NativeSupport ofThisMachine() {
    SymbolLookup symbols;
    try {
      symbols = Linker.nativeLinker().defaultLookup();
    } catch (UnsupportedOperationException e) {
      return new Missing("this Java has no linker for the machine's C library");
    }
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), symbols);
  }

  /**
   * The same of a machine that is described.
   *
   * @param system as the property {@code os.name} has it
   * @param architecture as the property {@code os.arch} has it
   * @param symbols of its C library
   */
  static NativeSupport of(String system, String architecture, SymbolLookup symbols) {
    if (!system.equals("Linux")) {
      return new Missing("the system is " + system + ", not Linux");
    }
    if (!ARCHITECTURES.contains(architecture)) {
      return new Missing("the processor is " + architecture + ", which is not known");
    }
    List<String> absent =
        FUNCTIONS.stream().filter(name -> symbols.find(name).isEmpty()).limit(3).toList();
    if (!absent.isEmpty()) {
      return new Missing(
          "the C library has no "
              + String.join(", ", absent)
              + " (glibc has all it takes since 2.34)");
    }
    return ofTheKernel();
  }

  private static NativeSupport ofTheKernel() {
    if (!mayCall()) {
      return new Missing(
          "native access is switched off (start Java with --enable-native-access=ALL-UNNAMED)");
    }
    int descriptor = LibC.pidfdOpen(ProcessHandle.current().pid());
    // Any other failure, such as too many open files, is one that passes.
    if (descriptor == -Errno.ENOSYS || descriptor == -Errno.EPERM) {
      return new Missing(
          "the kernel does not have pidfd_open, as it has since 5.3, or a sandbox forbids it");
    }
    if (descriptor >= 0) {
      LibC.close(descriptor);
    }
    return ProcFile.read("/proc/self/stat").isPresent()
        ? new Available()
        : new Missing("/proc is not mounted");
  }

  @SuppressWarnings("restricted") // Whether it may be called is what is asked.
  private static boolean mayCall() {
    try {
      var _ = Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid());
      return true;
    } catch (IllegalCallerException e) {
      return false;
    }
  }
}
