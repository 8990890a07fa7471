package dev.patchbay.os;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Signal names of Linux on x86-64 and arm64 (include/uapi/asm-generic/signal.h), without SIG. */
public final class Signals {
  private static final List<String> NAMES =
      List.of(
          "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  /** The first two are the C library's own. */
  private static final int FIRST_REAL_TIME = 34;

  public static final int HUP = NAMES.indexOf("HUP");
  public static final int INT = NAMES.indexOf("INT");
  public static final int KILL = NAMES.indexOf("KILL");
  public static final int TERM = NAMES.indexOf("TERM");
  public static final int CONT = NAMES.indexOf("CONT");

  private Signals() {}

  /**
   * @param name with or without SIG, in any case
   * @return its number; empty if there is none of the name
   */
  public static OptionalInt number(String name) {
    String bare = name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    int number = NAMES.indexOf(bare);
    return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  public static String name(int number) {
    if (number >= 0 && number < NAMES.size()) {
      return NAMES.get(number);
    }
    if (number == FIRST_REAL_TIME) {
      return "RTMIN";
    }
    return number > FIRST_REAL_TIME
        ? "RTMIN+" + (number - FIRST_REAL_TIME)
        : Integer.toString(number);
  }
}
