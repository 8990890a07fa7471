package dev.patchbay.processes.lifecycle;

/** What is to be done. */
public sealed interface Effect {
  /** Wait for dependencies and a place; answered by {@link Event.Admitted}. */
  record Enqueue(int ticket) implements Effect {}

  /** Give up waiting, or the place. */
  record Release() implements Effect {}

  /** Start; answered by {@link Event.Refused} or, in time, {@link Event.Ready}. */
  record Launch(int generation) implements Effect {}

  /** Watch the stability of what is ready; answered by {@link Event.Settled}. */
  record Settle(int generation) implements Effect {}

  /** What was ready is not: it does not become stable. */
  record Unsettle() implements Effect {}

  /** End what is left, gently first; answered by {@link Event.Emptied}. */
  record Terminate(int generation) implements Effect {}

  /** Look for strays of an incarnation that seems to be gone, and end them. */
  record Sweep(int generation) implements Effect {}

  /**
   * Wait before the next start; answered by {@link Event.Rested}.
   *
   * @param failures how many restarts in a row there were, 1 or more
   */
  record Wait(int generation, int failures) implements Effect {}

  /** Do not wait any longer. */
  record CancelWait() implements Effect {}

  /** Forget the process. */
  record Remove() implements Effect {}
}
