package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.FileId;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.Owners;
import dev.patchbay.detectors.machine.SearchPath;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.detectors.probe.Sweep;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which command-line tools are on this machine.
 *
 * <p>Thread-safe. Looks run one after the other on a thread of their own; what is known is always
 * there at once.
 */
public final class Detectors implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Detectors.class.getName());

  private static final Duration STOP = Duration.ofSeconds(1);

  private final DetectorSettings settings;
  private final ProbeRunner runner;
  private final Consumer<Discovery> listener;

  /**
   * Read by the first look, so that nobody waits for it who never looks; the looker replaces it.
   */
  private volatile @Nullable Knowledge knowledge;

  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("detectors-look").factory());
  private final ExecutorService probes;

  private final ReentrantLock lock = new ReentrantLock();

  /** Replaced under the lock. */
  private volatile Snapshot latest;

  /** The look that has been asked for and not begun, if any; guarded by the lock. */
  private @Nullable Waiting waiting;

  /** Completed with what is here once that is known for the first time. */
  private final CompletableFuture<Snapshot> present = new CompletableFuture<>();

  /** The looker's own. */
  private LoginShell.Answer shell = new LoginShell.Answer.Unknown("", "it was not asked yet");

  /** States of the start-up files when the shell was asked; the looker's own. */
  private Map<Path, FileId> startUpFiles = Map.of();

  /**
   * What a look is made with.
   *
   * @param own states of the files with entries of the user's own, as they were read
   */
  private record Knowledge(
      Catalogue catalogue, Map<Path, FileId> own, Presence presence, VersionCache cache) {}

  private record Waiting(boolean askShell, CompletableFuture<Snapshot> result) {}

  /**
   * @param listener is called from the detectors' threads, one call at a time, and must return soon
   */
  public Detectors(DetectorSettings settings, ProbeRunner runner, Consumer<Discovery> listener) {
    this.settings = settings;
    this.runner = runner;
    this.listener = listener;
    probes =
        Executors.newFixedThreadPool(
            settings.probes(), Thread.ofPlatform().daemon().name("detectors-probe-", 0).factory());
    latest =
        new Snapshot(
            Map.of(),
            new SearchPath(List.of()),
            shell,
            List.of(),
            Instant.EPOCH,
            Duration.ZERO,
            false);
  }

  /** What is known now; before the first look that nothing is. Never blocks. */
  public Snapshot latest() {
    return latest;
  }

  /**
   * What is known as soon as it is known what is here, its versions perhaps not yet. Begins the
   * first look if nobody has.
   */
  public CompletableFuture<Snapshot> present() {
    if (present.isDone()) {
      return CompletableFuture.completedFuture(latest);
    }
    var _ = look(false);
    return present.copy();
  }

  /** The catalogue of the latest look; empty before the first. */
  public Catalogue catalogue() {
    Knowledge known = knowledge;
    return known == null ? new Catalogue(Map.of(), Map.of(), List.of()) : known.catalogue();
  }

  /** On the looker's thread. */
  private Knowledge learnTheCatalogue() {
    Map<Path, FileId> own = filesIn(settings.ownEntries());
    Knowledge before = knowledge;
    if (before != null && before.own().equals(own)) {
      return before;
    }
    Catalogue catalogue = Catalogue.load(settings.home(), settings.ownEntries());
    catalogue.faults().forEach(fault -> LOG.log(Logger.Level.WARNING, fault.toString()));
    Knowledge fresh =
        new Knowledge(
            catalogue,
            own,
            new Presence(catalogue, settings),
            before == null ? openCache() : before.cache());
    knowledge = fresh;
    return fresh;
  }

  private VersionCache openCache() {
    VersionCache cache = VersionCache.open(settings.cacheFile(), settings.maxAge());
    if (!cache.warning().isEmpty()) {
      LOG.log(Logger.Level.WARNING, cache.warning());
    }
    return cache;
  }

  private static Map<Path, FileId> filesIn(Path folder) {
    Map<Path, FileId> states = new HashMap<>();
    String[] names = folder.toFile().list();
    if (names != null) {
      for (String name : names) {
        Path file = folder.resolve(name);
        FileId.of(file).ifPresent(id -> states.put(file, id));
      }
    }
    return states;
  }

  /**
   * Looks at the machine anew: what has not changed since is not asked again. Looks that are asked
   * for while one waits to begin are that one.
   *
   * @param askShell whether to ask the login shell too where its start-up files have not changed
   * @return the complete picture; fails where the detectors are closed
   */
  public CompletableFuture<Snapshot> look(boolean askShell) {
    lock.lock();
    try {
      Waiting before = waiting;
      if (before != null) {
        waiting = new Waiting(before.askShell() || askShell, before.result());
        return before.result();
      }
      CompletableFuture<Snapshot> result = new CompletableFuture<>();
      waiting = new Waiting(askShell, result);
      looker.execute(this::lookNow);
      return result;
    } catch (RejectedExecutionException e) {
      waiting = null;
      return CompletableFuture.failedFuture(e);
    } finally {
      lock.unlock();
    }
  }

  private void lookNow() {
    Waiting task = begin();
    try {
      long start = System.nanoTime();
      Look look = new Look(Instant.now(), start, learnTheCatalogue());
      task.result().complete(look.run(task.askShell()));
    } catch (InterruptedException e) {
      fail(task, e);
    } catch (RuntimeException | Error e) {
      LOG.log(Logger.Level.ERROR, "the look at the machine failed", e);
      fail(task, e);
    }
  }

  private void fail(Waiting task, Throwable e) {
    present.completeExceptionally(e);
    task.result().completeExceptionally(e);
  }

  private Waiting begin() {
    lock.lock();
    try {
      Waiting task = waiting;
      waiting = null;
      if (task == null) {
        throw new IllegalStateException("nobody asked for a look");
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /** Publishes a snapshot and tells of it. */
  private void publish(Snapshot snapshot, Discovery news) {
    lock.lock();
    try {
      latest = snapshot;
      listener.accept(news);
      present.complete(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private Snapshot complete(Duration took) {
    lock.lock();
    try {
      latest = latest.completed(took);
      listener.accept(new Discovery.Complete(latest));
      return latest;
    } finally {
      lock.unlock();
    }
  }

  private void learn(String id, FoundCopy found) {
    lock.lock();
    try {
      ToolReport report = latest.tools().get(id);
      if (report != null) {
        ToolReport changed = report.with(found);
        latest = latest.with(changed);
        listener.accept(new Discovery.Learned(changed));
      }
    } finally {
      lock.unlock();
    }
  }

  private void learn(String id, Update update) {
    lock.lock();
    try {
      ToolReport report = latest.tools().get(id);
      if (report != null) {
        ToolReport changed = report.with(update);
        latest = latest.with(changed);
        listener.accept(new Discovery.Learned(changed));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the installers for the newest versions of what is here, as far as they are known by then.
   * Takes seconds, and needs a network; where there is none nothing is learned.
   *
   * @return the picture after that
   */
  public CompletableFuture<Snapshot> checkUpdates() {
    return look(false)
        .thenCompose(snapshot -> {
          String mark = UUID.randomUUID().toString();
          UpdateCheck check =
              new UpdateCheck(
                  catalogue(),
                  runner,
                  probeEnvironment(snapshot.path(), snapshot.shell(), mark),
                  settings.home());
          CompletableFuture<?>[] answers =
              snapshot.all().stream()
                  .filter(ToolReport::isInstalled)
                  .map(report ->
                      CompletableFuture.runAsync(() -> check(check, report, snapshot), probes))
                  .toArray(CompletableFuture<?>[]::new);
          return CompletableFuture.allOf(answers)
              .thenApply(_ -> {
                Sweep.kill(mark);
                return latest;
              });
        });
  }

  private void check(UpdateCheck check, ToolReport report, Snapshot snapshot) {
    try {
      check.check(report, snapshot).ifPresent(update -> learn(report.tool().id(), update));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What programs are asked with: the login shell's environment, and nothing in it that would let
   * one open a window, ask a question or speak another language.
   */
  private Map<String, String> probeEnvironment(
      SearchPath path, LoginShell.Answer answer, String mark) {
    Map<String, String> environment =
        new HashMap<>(answer.variables().orElse(settings.environment()));
    List.of("DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LANGUAGE").forEach(environment::remove);
    environment.put("PATH", path.asPath());
    environment.put("LANG", "C.UTF-8");
    environment.put("TERM", "dumb");
    environment.put("NO_COLOR", "1");
    environment.put("PAGER", "cat");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("HOMEBREW_NO_AUTO_UPDATE", "1");
    environment.put("NPM_CONFIG_UPDATE_NOTIFIER", "false");
    environment.put(Probe.MARKER, mark);
    return environment;
  }

  /** Stops looking; what is being asked is killed. Blocks until then, for a moment. */
  @Override
  public void close() {
    looker.shutdownNow();
    probes.shutdownNow();
    try {
      var _ = looker.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      var _ = probes.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look. Runs on the looker's thread. */
  private final class Look {
    private final Instant at;
    private final long startNanos;
    private final String mark = UUID.randomUUID().toString();
    private final Catalogue catalogue;
    private final Presence presence;
    private final VersionCache cache;

    Look(Instant at, long startNanos, Knowledge knowledge) {
      this.at = at;
      this.startNanos = startNanos;
      catalogue = knowledge.catalogue();
      presence = knowledge.presence();
      cache = knowledge.cache();
    }

    Snapshot run(boolean askShell) throws InterruptedException {
      askShellIfNeeded(askShell);
      Presence.Found found = presence.look(shell.variables().map(all -> all.get("PATH")));
      Owners owners = presence.owners(found);
      List<Question> questions = new ArrayList<>();
      Map<String, ToolReport> reports = new LinkedHashMap<>();
      found
          .copies()
          .forEach((tool, copies) -> {
            List<FoundCopy> all = new ArrayList<>();
            for (var copy : copies) {
              FoundCopy unasked = new FoundCopy(copy, owners.of(tool, copy), new Version.Pending());
              if (!tool.version().run() && tool.mark().isEmpty()) {
                all.add(unasked.with(new Version.NotAsked()));
                continue;
              }
              Question question = new Question(tool, unasked, key(tool, unasked));
              Optional<Version> known = cache.find(question.key(), at);
              all.add(known.map(unasked::with).orElse(unasked));
              if (known.isEmpty()) {
                questions.add(question);
              }
            }
            reports.put(tool.id(), new ToolReport(tool, all, updateOf(tool, all)));
          });
      Snapshot present =
          new Snapshot(
              reports, found.path(), shell, catalogue.faults(), at, elapsed(), questions.isEmpty());
      publish(present, new Discovery.Present(present));
      if (!questions.isEmpty()) {
        ask(questions, found.path());
      }
      return complete(elapsed());
    }

    private void askShellIfNeeded(boolean wanted) throws InterruptedException {
      Map<Path, FileId> files = LoginShell.startUpFiles(settings.home());
      boolean known = shell instanceof LoginShell.Answer.Known;
      if (wanted || !known || !files.equals(startUpFiles)) {
        shell = LoginShell.ask(runner, settings.environment(), settings.home());
        startUpFiles = files;
        if (shell instanceof LoginShell.Answer.Unknown(String name, String reason)) {
          LOG.log(Logger.Level.WARNING, "the login shell " + name + " cannot be asked: " + reason);
        }
      }
    }

    /** An update that was found stays true as long as the same copy is there. */
    private @Nullable Update updateOf(Tool tool, List<FoundCopy> copies) {
      return latest
          .find(tool.id())
          .filter(before ->
              before
                  .winner()
                  .map(FoundCopy::copy)
                  .equals(copies.stream().findFirst().map(FoundCopy::copy)))
          .flatMap(ToolReport::knownUpdate)
          .orElse(null);
    }

    /** The copies that win come first, since they are what people look for. */
    private void ask(List<Question> questions, SearchPath path) throws InterruptedException {
      Inspector inspector =
          new Inspector(runner, probeEnvironment(path, shell, mark), settings.home());
      List<Future<?>> answers = new ArrayList<>();
      for (boolean first : List.of(true, false)) {
        for (Question question : questions) {
          if (isFirst(question) == first) {
            answers.add(probes.submit(() -> answer(inspector, question)));
          }
        }
      }
      try {
        for (Future<?> answer : answers) {
          answer.get();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a probe failed", e.getCause());
      } finally {
        answers.forEach(answer -> answer.cancel(true));
        Sweep.kill(mark);
        save();
      }
    }

    private boolean isFirst(Question question) {
      return latest
          .find(question.tool().id())
          .flatMap(report -> report.copies().stream().findFirst())
          .filter(found -> found.copy().equals(question.found().copy()))
          .isPresent();
    }

    private Void answer(Inspector inspector, Question question) throws InterruptedException {
      Version version = inspector.inspect(question.tool(), question.found());
      cache.put(question.key(), version, Instant.now());
      learn(question.tool().id(), question.found().with(version));
      return null;
    }

    private void save() {
      try {
        cache.save();
      } catch (IOException e) {
        LOG.log(Logger.Level.WARNING, "what is known of versions cannot be kept", e);
      }
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** All that a copy's answer depends on. */
    private String key(Tool tool, FoundCopy found) {
      Tool.Version asked = tool.version();
      FileId file = found.copy().file();
      List<String> parts = new ArrayList<>();
      parts.add(tool.id());
      parts.add(found.copy().path().toString());
      parts.add(found.copy().real().toString());
      parts.add(
          file.device() + ":" + file.inode() + ":" + file.size() + ":" + file.modifiedNanos());
      parts.add(asked.run() + " " + asked.args() + " " + asked.regex() + " " + asked.stream());
      tool.mark().ifPresent(identity -> parts.add(identity.args() + " " + identity.regex()));
      if (found.owner().shim()) {
        found
            .owner()
            .installer()
            .flatMap(catalogue::installer)
            .map(Installer::state)
            .orElse(List.of())
            .forEach(state -> parts.add(state + "=" + FileId.of(atHome(state))));
      }
      return String.join("\n", parts);
    }

    private Path atHome(String path) {
      return path.startsWith("~/") ? settings.home().resolve(path.substring(2)) : Path.of(path);
    }
  }

  private record Question(Tool tool, FoundCopy found, String key) {}
}
