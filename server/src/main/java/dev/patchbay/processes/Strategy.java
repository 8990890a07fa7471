package dev.patchbay.processes;

import dev.patchbay.processes.spec.Kind;
import dev.patchbay.processes.spec.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the kinds of processes differ in what is executed. All else is alike for them: their lives,
 * their limits, their output.
 */
sealed interface Strategy {
  /** What to execute for a declared command. */
  List<String> argv(Run run);

  /** What the program finds in its environment besides. */
  Map<String, String> environment();

  /** Whether it gets a channel to the hub. */
  boolean hasChannel();

  static Strategy of(Kind kind) {
    return switch (kind) {
      case SERVICE, SYSTEM -> new Plain();
      case NODE -> new Node();
      case ISOLATED, TERMINAL ->
          throw new IllegalArgumentException(kind + " is not started by the supervisor");
    };
  }

  /** A command as it stands. */
  record Plain() implements Strategy {
    @Override
    public List<String> argv(Run run) {
      return run.command();
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public boolean hasChannel() {
      return false;
    }
  }

  /** A script for Node, with Node's own options before it; {@code node} itself may be left out. */
  record Node() implements Strategy {
    private static final Set<String> NAMES = Set.of("node", "nodejs");

    @Override
    public List<String> argv(Run run) {
      Path first = Path.of(run.command().getFirst()).getFileName();
      if (first != null && NAMES.contains(first.toString())) {
        return run.command();
      }
      List<String> argv = new ArrayList<>();
      argv.add("node");
      argv.addAll(run.command());
      return argv;
    }

    /** As Node's own fork() says it: the descriptor's number, and messages as lines of JSON. */
    @Override
    public Map<String, String> environment() {
      return Map.of(
          "NODE_CHANNEL_FD",
          Integer.toString(dev.patchbay.processes.child.Launcher.CHANNEL_NUMBER),
          "NODE_CHANNEL_SERIALIZATION_MODE",
          "json");
    }

    @Override
    public boolean hasChannel() {
      return true;
    }
  }
}
