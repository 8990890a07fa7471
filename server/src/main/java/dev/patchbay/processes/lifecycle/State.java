package dev.patchbay.processes.lifecycle;

/**
 * Where a process stands.
 *
 * @param wanted whether it is wished to run, kept apart from whether it does
 * @param generation number of its latest incarnation; 0 before the first
 * @param ticket number of its latest wish for a place
 * @param unstable restarts in a row without a stable run between them
 * @param restarts restarts by the policy since somebody last started it
 */
public record State(
    boolean wanted, Phase phase, int generation, int ticket, int unstable, int restarts) {
  /** One that has never run; the generations of earlier hubs are not used again. */
  public static State initial(int generation) {
    return new State(false, new Phase.Stopped(null), generation, 0, 0, 0);
  }

  /** One that cannot be started as it is declared. */
  public static State failed(boolean wanted, int generation, Ending.NotStarted why) {
    return new State(wanted, new Phase.Failed(why), generation, 0, 0, 0);
  }

  /** One that did its work under an earlier hub. */
  public static State completed(int generation) {
    return new State(true, new Phase.Stopped(new Ending.Code(0)), generation, 0, 0, 0);
  }

  /** How often in a row it ended as it should not, without a stable run between. */
  public int failures() {
    return switch (phase) {
      case Phase.BackingOff _, Phase.Failed _ -> unstable + 1;
      case Phase.Queued _,
          Phase.Starting _,
          Phase.Running _,
          Phase.Stopping _,
          Phase.Stopped _,
          Phase.Gone _ ->
          unstable;
    };
  }

  State in(Phase next) {
    return new State(wanted, next, generation, ticket, unstable, restarts);
  }

  State wanted(boolean wish) {
    return new State(wish, phase, generation, ticket, unstable, restarts);
  }

  State withoutCounts() {
    return new State(wanted, phase, generation, ticket, 0, 0);
  }

  State stable() {
    return new State(wanted, phase, generation, ticket, 0, restarts);
  }

  State restarted() {
    return new State(wanted, phase, generation, ticket, unstable + 1, restarts + 1);
  }

  State nextGeneration() {
    return new State(wanted, phase, generation + 1, ticket, unstable, restarts);
  }

  State nextTicket() {
    return new State(wanted, phase, generation, ticket + 1, unstable, restarts);
  }
}
