package dev.patchbay.processes.lifecycle;

import java.util.List;

/** What an event leads to: where the process stands then, and what is to be done, in order. */
public record Step(State state, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  static Step to(State state, Effect... effects) {
    return new Step(state, List.of(effects));
  }
}
