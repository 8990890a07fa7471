package dev.patchbay.terminals.pty;

import java.util.List;

/** Signal names of Linux on x86-64 and arm64 (include/uapi/asm-generic/signal.h), without SIG. */
final class Signals {
  private static final List<String> NAMES =
      List.of(
          "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final int FIRST_REAL_TIME = 32;

  static final int HUP = NAMES.indexOf("HUP");
  static final int INT = NAMES.indexOf("INT");
  static final int KILL = NAMES.indexOf("KILL");
  static final int TERM = NAMES.indexOf("TERM");
  static final int CONT = NAMES.indexOf("CONT");

  private Signals() {}

  static String name(int number) {
    if (number >= 0 && number < NAMES.size()) {
      return NAMES.get(number);
    }
    return "RT+" + (number - FIRST_REAL_TIME);
  }
}
