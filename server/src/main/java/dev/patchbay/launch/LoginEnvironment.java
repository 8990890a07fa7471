package dev.patchbay.launch;

import dev.patchbay.config.UserEnvironment;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.SearchPath;
import dev.patchbay.os.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The environment that all programs are started with: the hub's own, with the PATH of the user's
 * terminal and how the network is reached from there. A hub that a system's supervisor started has
 * neither. Thread-safe.
 */
final class LoginEnvironment {
  /** What has not changed is found so by looking at some files, which takes about a millisecond. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Map<String, String> own;
  private final Path home;
  private final FileAccess files;
  private final Shell shell;
  private final Loop loop;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile @Nullable Known known;

  /** The login shell. */
  interface Shell {
    /** Blocks for some seconds at most. */
    LoginShell.Answer ask() throws InterruptedException;
  }

  private record Known(Map<String, String> variables, SearchPath path, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH.toNanos();
    }
  }

  /**
   * @param own what the hub was started with
   * @param files looks at the folders of the PATH
   * @param loop keeps account of what is renewed in the background
   */
  LoginEnvironment(Map<String, String> own, Path home, FileAccess files, Shell shell, Loop loop) {
    this.own = Map.copyOf(own);
    this.home = home;
    this.files = files;
    this.shell = shell;
    this.loop = loop;
  }

  /**
   * The first call waits for the login shell, for some seconds at most; where it is not to be
   * asked, the hub's own counts. Later ones give what is known, and have it looked at again.
   */
  Map<String, String> variables() {
    return known().variables();
  }

  /** The first program of a name, as for {@link #variables}. */
  Optional<Path> program(String name) {
    return known().path().find(files, name);
  }

  private Known known() {
    Known now = known;
    if (now == null) {
      return renewed();
    }
    if (!now.isFresh() && renewing.compareAndSet(false, true)) {
      loop.start(() -> {
        try {
          renewed();
        } finally {
          renewing.set(false);
        }
      });
    }
    return now;
  }

  private Known renewed() {
    Map<String, String> login = Map.of();
    try {
      login = shell.ask().variables().orElse(Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SearchPath path =
        SearchPath.look(
                files,
                Optional.ofNullable(login.get("PATH")),
                own.getOrDefault("PATH", ""),
                home,
                Set.of())
            .path();
    Map<String, String> variables = new HashMap<>(own);
    if (!path.asPath().isEmpty()) {
      variables.put("PATH", path.asPath());
    }
    for (String name : UserEnvironment.NETWORK) {
      Optional.ofNullable(login.get(name)).ifPresent(value -> variables.put(name, value));
    }
    Known fresh = new Known(Map.copyOf(variables), path, System.nanoTime());
    known = fresh;
    return fresh;
  }
}
