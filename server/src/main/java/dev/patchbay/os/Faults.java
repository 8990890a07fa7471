package dev.patchbay.os;

import java.util.ServiceLoader;

/**
 * Where native calls and loops can be made to fail, to see that all else goes on. What fails is
 * said by the one {@link Plan} on the class path; the hub has none, so that nothing ever does.
 */
final class Faults {
  /** Says what fails. Thread-safe. */
  public interface Plan {
    /**
     * Called before a native call, and at the end of a loop's turn; may throw, and may block.
     *
     * @param site the call's or the loop's name
     * @return 0 to go on, or the negated error number that the call gives instead
     */
    int at(String site);
  }

  private static final Plan PLAN =
      ServiceLoader.load(Plan.class, Faults.class.getClassLoader()).findFirst().orElse(_ -> 0);

  private Faults() {}

  /** What a native call gives instead of being made; 0 if it is to be made. */
  static int at(String call) {
    return PLAN.at(call);
  }

  /** A place that has no result. */
  static void reach(String place) {
    var _ = PLAN.at(place);
  }
}
