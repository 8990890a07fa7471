package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

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

  /** Leaves the child to be collected. */
  private static final int WNOWAIT = 0x1000000;

  // struct rusage on 64-bit Linux begins with two times of seconds and microseconds.
  private static final int RUSAGE_BYTES = 144;

  private WaitStatus() {}

  /**
   * How a child ended, and what it took.
   *
   * @param resources nothing where the system could not tell
   */
  public record Collected(ExitStatus status, Resources resources) {}

  /** Collects a child that has ended, and looks what it took; does not wait. */
  public static Collected collect(int pid) {
    ExitStatus status = collect(pid, WEXITED | WNOHANG | WNOWAIT);
    return new Collected(
        status, status instanceof ExitStatus.Unknown ? Resources.NONE : resources(pid));
  }

  private static Resources resources(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
      if (LibC.wait4(pid, WNOHANG, usage) != pid) {
        return Resources.NONE;
      }
      Duration user = time(usage, 0);
      Duration system = time(usage, 2 * Long.BYTES);
      return new Resources(user.plus(system));
    }
  }

  private static Duration time(MemorySegment usage, long offset) {
    return Duration.ofSeconds(usage.get(JAVA_LONG, offset))
        .plus(usage.get(JAVA_LONG, offset + Long.BYTES), ChronoUnit.MICROS);
  }

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
