package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Collects ended children and reads how they ended from the kernel's own record (waitid). */
public final class WaitStatus {
  private static final int P_PID = 1;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;

  // siginfo_t on 64-bit Linux; si_code tells how, si_status the code or the signal.
  private static final int SIGINFO_BYTES = 128;
  private static final int SI_CODE = 8;
  private static final int SI_STATUS = 24;
  private static final int CLD_EXITED = 1;
  private static final int CLD_KILLED = 2;
  private static final int CLD_DUMPED = 3;

  private WaitStatus() {}

  /** Collects a child that has ended; does not wait. */
  public static ExitStatus reap(int pid) {
    return collect(pid, WEXITED | WNOHANG);
  }

  /** Ends a child that was started a moment ago and is not wanted after all. */
  public static void killAndReap(int pid) {
    LibC.kill(pid, Signals.KILL);
    collect(pid, WEXITED);
  }

  private static ExitStatus collect(int pid, int options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
      int result = LibC.waitid(P_PID, pid, info, options);
      if (result < 0) {
        return new ExitStatus.Unknown("waitid: " + new Errno(-result).message());
      }
      int status = info.get(JAVA_INT, SI_STATUS);
      return switch (info.get(JAVA_INT, SI_CODE)) {
        case CLD_EXITED -> new ExitStatus.Exited(status);
        case CLD_KILLED -> new ExitStatus.Killed(Signals.name(status), false);
        case CLD_DUMPED -> new ExitStatus.Killed(Signals.name(status), true);
        default -> new ExitStatus.Unknown("waitid found no ended process " + pid);
      };
    }
  }
}
