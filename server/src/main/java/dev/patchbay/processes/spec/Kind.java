package dev.patchbay.processes.spec;

/** What sort of a thing a process is. */
public enum Kind {
  /** Runs until it is stopped. */
  SERVICE,
  /** One command that does its work and ends. */
  SYSTEM,
  /** A Node script with a channel for messages. */
  NODE,
  /** Has a place in the API; nothing starts it yet. */
  ISOLATED,
  /** What runs in a terminal: listed and signalled here, opened and closed there. */
  TERMINAL
}
