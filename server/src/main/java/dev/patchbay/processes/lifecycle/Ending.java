package dev.patchbay.processes.lifecycle;

import java.time.Duration;

/** How an incarnation ended, or why there was none. */
public sealed interface Ending {
  /** It ended by itself. */
  record Code(int code) implements Ending {}

  /**
   * A signal that the hub did not send for a reason of its own ended it.
   *
   * @param name without SIG, such as {@code SEGV}
   */
  record Signal(String name, boolean coreDumped) implements Ending {}

  /**
   * It went over a limit, and the hub or the kernel ended it.
   *
   * @param limit which, such as {@code memory}
   * @param value how much was allowed, for people
   */
  record Limit(String limit, String value) implements Ending {}

  /** It took longer than it was given. */
  record TimedOut(Duration after) implements Ending {}

  /** Its liveness probe failed for too long. */
  record Unhealthy(String reason) implements Ending {}

  /**
   * It ended well and left others running that are no longer in its session: it put itself into the
   * background, where nobody can look after it.
   *
   * @param left what it left, for people
   */
  record Daemonized(String left) implements Ending {}

  /**
   * It could not be started.
   *
   * @param code for programs, {@code lower-dash}
   * @param permanent whether trying again as it is would be in vain
   */
  record NotStarted(String code, String detail, boolean permanent) implements Ending {}

  /** The system could not tell, as of what an earlier hub had started. */
  record Unknown(String reason) implements Ending {}
}
