package dev.patchbay.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What everybody asks who is about to start a program for somebody: processes, commands of the hub,
 * probes and stop hooks, terminals, tools, recipes. Each refusal is told, and counted for a while.
 * Thread-safe; asks the file system, so it is called where that may block.
 */
public final class ExecPolicy {
  /** How long a refusal counts. */
  public static final Duration MEMORY = Duration.ofMinutes(10);

  /** More of them say nothing more. */
  private static final int MOST_COUNTED = 1_000;

  private final ExecRules rules;
  private final Roots roots;
  private final Consumer<RefusedStart> listener;
  private final LongSupplier nanoTime;

  private final ReentrantLock lock = new ReentrantLock();

  /** When it was refused, by the clock that only goes on, the oldest first. */
  @GuardedBy("lock")
  private final Deque<Long> refused = new ArrayDeque<>();

  /** The latest; empty before the first. */
  @GuardedBy("lock")
  private String latest = "";

  /**
   * What was refused within {@link #MEMORY}.
   *
   * @param latest what was said of the newest, for people
   */
  public record Recent(int count, String latest) {}

  /**
   * @param listener told of each refusal, on any thread, and must return soon
   */
  public ExecPolicy(ExecRules rules, Roots roots, Consumer<RefusedStart> listener) {
    this(rules, roots, listener, System::nanoTime);
  }

  ExecPolicy(ExecRules rules, Roots roots, Consumer<RefusedStart> listener, LongSupplier nanoTime) {
    this.rules = rules;
    this.roots = roots;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** One by which everything may be started anywhere. */
  public static ExecPolicy open() {
    return new ExecPolicy(ExecRules.NONE, new Roots(List.of()), _ -> {});
  }

  /** What may be started. */
  public ExecRules rules() {
    return rules;
  }

  /**
   * Where something starts that names no folder: the home, or the first of the roots where the home
   * is in none.
   *
   * @throws IOException if there is no home folder, and no root
   */
  public Path start(Path home) throws IOException {
    return roots.start(home);
  }

  /**
   * What stands against starting something of a kind and name.
   *
   * @param folder where it is to start, as a real path
   */
  public Optional<RefusedStart> refuseFolder(String kind, String name, Path folder) {
    return roots.contain(folder)
        ? Optional.empty()
        : refuse(
            new RefusedStart(
                kind,
                name,
                "folder-outside-roots",
                "/cwd",
                "\"" + folder + "\" is outside the workspace roots of the configuration."));
  }

  /**
   * The same of what somebody wants to add to its environment. What the configuration itself sets
   * is not asked about.
   */
  public Optional<RefusedStart> refuseVariables(
      String kind, String name, Map<String, String> environment) {
    List<String> names = rules.forbidden(environment);
    return names.isEmpty()
        ? Optional.empty()
        : refuse(
            new RefusedStart(
                kind, name, "variable-not-allowed", "/env/" + names.getFirst(), words(names)));
  }

  private static String words(List<String> names) {
    String them = names.size() == 1 ? "it" : "them";
    return String.join(", ", names)
        + " cannot be set while processes.allow lists what may run: a program could be made to run"
        + " another by "
        + them
        + ". Leave "
        + them
        + " out, or set "
        + them
        + " for all in the configuration's \"environment\"."
        + (names.contains("PATH") ? " A PATH may have folders of the hub's own PATH only." : "");
  }

  /**
   * The same of the program itself.
   *
   * @param program absolute
   * @param pointer where it is named
   */
  public Optional<RefusedStart> refuseProgram(
      String kind, String name, Path program, String pointer) {
    return rules
        .objection(program)
        .flatMap(
            detail -> refuse(new RefusedStart(kind, name, "command-not-allowed", pointer, detail)));
  }

  private Optional<RefusedStart> refuse(RefusedStart refusal) {
    lock.lock();
    try {
      refused.addLast(nanoTime.getAsLong());
      if (refused.size() > MOST_COUNTED) {
        refused.removeFirst();
      }
      latest = refusal.detail();
    } finally {
      lock.unlock();
    }
    listener.accept(refusal);
    return Optional.of(refusal);
  }

  /** What was refused lately. */
  public Recent recent() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      while (!refused.isEmpty() && now - refused.getFirst() > MEMORY.toNanos()) {
        refused.removeFirst();
      }
      return new Recent(refused.size(), latest);
    } finally {
      lock.unlock();
    }
  }
}
