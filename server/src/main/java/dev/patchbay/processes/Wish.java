package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Event;

/** What somebody may wish of a process. */
public enum Wish {
  START,
  STOP,
  RESTART,
  RESET,
  DELETE;

  Event.Command command() {
    return switch (this) {
      case START -> new Event.Start();
      case STOP -> new Event.Stop();
      case RESTART -> new Event.Restart();
      case RESET -> new Event.Reset();
      case DELETE -> new Event.Delete();
    };
  }
}
