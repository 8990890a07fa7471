package dev.patchbay.os;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signal names of Linux on x86-64 and arm64 (include/uapi/asm-generic/signal.h), without SIG. */
public final class Signals {
  private static final List<String> NAMES =
      List.of(
          "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  /** Other names of the same, and the words of the API. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "IOT", "ABRT",
          "CLD", "CHLD",
          "POLL", "IO",
          "TERMINATE", "TERM",
          "INTERRUPT", "INT",
          "HANGUP", "HUP",
          "USER1", "USR1",
          "USER2", "USR2",
          "CONTINUE", "CONT");

  /** The two before it are the C library's own. */
  private static final int FIRST_REAL_TIME = 34;

  private static final int LAST_REAL_TIME = 64;
  private static final Pattern REAL_TIME = Pattern.compile("RT(MIN|MAX)(?:([+-])(\\d{1,2}))?");

  public static final int HUP = NAMES.indexOf("HUP");
  public static final int INT = NAMES.indexOf("INT");
  public static final int KILL = NAMES.indexOf("KILL");
  public static final int TERM = NAMES.indexOf("TERM");
  public static final int CONT = NAMES.indexOf("CONT");
  public static final int STOP = NAMES.indexOf("STOP");

  private Signals() {}

  /**
   * @param text a name with or without SIG, in any case; a number; {@code RTMIN+3}; or the API's
   *     word, such as {@code terminate}
   * @return its number; empty if there is no such signal
   */
  public static OptionalInt number(String text) {
    String bare = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    Matcher realTime = REAL_TIME.matcher(bare);
    if (bare.matches("\\d{1,2}")) {
      return existing(Integer.parseInt(bare));
    }
    if (realTime.matches()) {
      int base = realTime.group(1).equals("MIN") ? FIRST_REAL_TIME : LAST_REAL_TIME;
      int offset = realTime.group(3) == null ? 0 : Integer.parseInt(realTime.group(3));
      int number = "-".equals(realTime.group(2)) ? base - offset : base + offset;
      return number < FIRST_REAL_TIME ? OptionalInt.empty() : existing(number);
    }
    return existing(NAMES.indexOf(ALIASES.getOrDefault(bare, bare)));
  }

  private static OptionalInt existing(int number) {
    boolean there =
        (number > 0 && number < NAMES.size())
            || (number >= FIRST_REAL_TIME && number <= LAST_REAL_TIME);
    return there ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** Says of a text that it names no signal, and what would. */
  public static String unknown(String text) {
    return "there is no signal \""
        + text
        + "\": write a name such as TERM or SIGTERM, a number from 1 to "
        + LAST_REAL_TIME
        + ", or RTMIN+3";
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
