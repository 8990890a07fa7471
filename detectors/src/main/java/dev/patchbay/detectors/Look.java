package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.ledger.Shims;
import dev.patchbay.detectors.machine.Exposure;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.FileId;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.Owners;
import dev.patchbay.detectors.machine.PathTrust;
import dev.patchbay.detectors.machine.SearchPath;
import dev.patchbay.detectors.probe.ExecGate;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.detectors.probe.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One look at the machine. Runs on the looker's thread. */
final class Look {
  private final Instant at = Instant.now();
  private final String mark = UUID.randomUUID().toString();
  private final DetectorSettings settings;
  private final Knowledge knowledge;
  private final ProbeRunner runner;
  private final FileAccess files;
  private final ExecutorService probes;
  private final Board board;
  private final long startNanos;

  /**
   * @param real what is executed in the end: a shim's target, where that is known
   */
  private record Question(Tool tool, FoundCopy found, Path real, String key) {}

  /**
   * What a copy executes in the end.
   *
   * @param target of a shim, where that is known
   * @param key all that its answer depends on
   */
  private record Executed(Optional<Path> target, Optional<Exposure> exposure, String key) {}

  /**
   * @param questions what is still to be found out
   */
  private record Seen(SearchPath path, Map<String, ToolReport> reports, List<Question> questions) {}

  /**
   * @param probes where programs are asked, as many at once as it has threads
   * @param startNanos when the look began, by {@link System#nanoTime}
   */
  Look(
      DetectorSettings settings,
      Knowledge knowledge,
      ProbeRunner runner,
      FileAccess files,
      ExecutorService probes,
      Board board,
      long startNanos) {
    this.settings = settings;
    this.knowledge = knowledge;
    this.runner = runner;
    this.files = files;
    this.probes = probes;
    this.board = board;
    this.startNanos = startNanos;
  }

  /**
   * Looks as far as it can before the shell has answered: what is learned of the hub's own PATH
   * holds for most of the shell's, and code that has run once runs faster.
   */
  void prepare() {
    var _ = see(new LoginShell.Answer.Unknown("", "it was not asked yet"));
  }

  /**
   * @return the complete picture
   * @throws InterruptedException where the detectors are closed
   */
  Snapshot run(LoginShell.Answer shell) throws InterruptedException {
    Seen seen = see(shell);
    List<Question> questions = seen.questions();
    Snapshot present =
        new Snapshot(
            seen.reports(),
            seen.path(),
            shell,
            knowledge.catalogue().faults(),
            at,
            elapsed(),
            questions.isEmpty());
    board.begin(present);
    if (!questions.isEmpty()) {
      List<Question> open = questions.stream().filter(question -> !lookUp(question)).toList();
      ask(open, seen.path(), shell);
    }
    return board.complete(elapsed());
  }

  /** What is here, as far as folders and the cache tell. */
  private Seen see(LoginShell.Answer shell) {
    Presence.Found found = knowledge.presence().look(shell.variables().map(all -> all.get("PATH")));
    Owners owners = knowledge.presence().owners(found);
    Shims shims =
        new Shims(
            knowledge.catalogue(),
            settings.home(),
            shell.variables().orElse(settings.environment()));
    List<Question> questions = new ArrayList<>();
    Map<String, ToolReport> reports = new LinkedHashMap<>();
    found
        .copies()
        .forEach((tool, copies) -> {
          List<FoundCopy> all = new ArrayList<>();
          for (var copy : copies) {
            FoundCopy unasked = new FoundCopy(copy, owners.of(tool, copy), new Version.Pending());
            if (isNeverAsked(tool)) {
              all.add(unasked.with(new Version.NotAsked()));
              continue;
            }
            Optional<Executed> answer =
                unasked.owner().shim()
                    ? files.ask(copy.path(), () -> executed(tool, unasked, shims))
                    : Optional.of(
                        new Executed(
                            Optional.empty(),
                            copy.exposure(),
                            key(tool, unasked, Optional.empty())));
            if (answer.isEmpty()) {
              all.add(unasked.with(new Version.Unknown("its file system does not answer")));
              continue;
            }
            Executed executed = answer.get();
            if (executed.exposure().isPresent()) {
              all.add(
                  unasked.with(untrusted(unasked, executed.target(), executed.exposure().get())));
              continue;
            }
            Question question =
                new Question(tool, unasked, executed.target().orElse(copy.real()), executed.key());
            Optional<Version> known = knowledge.cache().find(question.key(), at);
            all.add(known.map(unasked::with).orElse(unasked));
            if (known.isEmpty()) {
              questions.add(question);
            }
          }
          reports.put(
              tool.id(),
              new ToolReport(tool, all, shadows(tool, found, shell), updateOf(tool, all)));
        });
    return new Seen(found.path(), reports, questions);
  }

  /** What the shell itself has comes first, as it does there. */
  private static List<Shadow> shadows(Tool tool, Presence.Found found, LoginShell.Answer shell) {
    List<Shadow> shadows = new ArrayList<>();
    if (shell instanceof LoginShell.Answer.Known known) {
      for (String name : tool.binaries()) {
        Optional.ofNullable(known.meanings().get(name))
            .ifPresent(meaning ->
                shadows.add(
                    new Shadow(
                        name,
                        Shadow.SHELL,
                        "In your shell ("
                            + known.shell()
                            + ") \""
                            + name
                            + "\" is "
                            + meaning
                            + ", which comes before any file; Patchbay runs the file.")));
      }
    }
    found.passedOver().stream()
        .filter(shadow -> tool.binaries().contains(shadow.name()))
        .forEach(shadows::add);
    return shadows;
  }

  /** Reads files. */
  private Executed executed(Tool tool, FoundCopy found, Shims shims) {
    Optional<Path> target = shims.target(found.copy().path(), found.owner());
    return new Executed(
        target,
        found.copy().exposure().or(() -> target.flatMap(PathTrust.ofThisMachine()::exposure)),
        key(tool, found, target));
  }

  private static Version untrusted(FoundCopy found, Optional<Path> target, Exposure exposure) {
    return new Version.NotAsked(
        ExecGate.refusal(target.orElse(found.copy().path()), exposure) + ".");
  }

  private static boolean isNeverAsked(Tool tool) {
    return !tool.version().run() && tool.mark().isEmpty() && tool.version().files().isEmpty();
  }

  /** Whether the answer is written down somewhere, so that nothing need be run. */
  private boolean lookUp(Question question) {
    Tool tool = question.tool();
    Optional<Version> version =
        files
            .ask(
                question.real(),
                () -> knowledge.ledgers().find(tool, question.real(), question.found().owner()))
            .flatMap(found -> found)
            .map(found -> new Version.Known(found.version(), found.evidence()));
    version.ifPresent(known -> learn(question, known));
    return version.isPresent();
  }

  /** An update that was found stays true as long as the same copy is there. */
  private @Nullable Update updateOf(Tool tool, List<FoundCopy> copies) {
    return board
        .latest()
        .find(tool.id())
        .filter(before ->
            before
                .winner()
                .map(FoundCopy::copy)
                .equals(copies.stream().findFirst().map(FoundCopy::copy)))
        .flatMap(ToolReport::knownUpdate)
        .orElse(null);
  }

  /**
   * What may take longest comes first, since the rest is done beside it; then the copies that win,
   * since they are what people look for.
   */
  private void ask(List<Question> questions, SearchPath path, LoginShell.Answer shell)
      throws InterruptedException {
    Map<String, String> environment =
        ProbeEnvironment.build(shell, settings.environment(), path, mark);
    Inspector inspector = new Inspector(runner, environment, settings.home());
    List<Future<?>> answers = new ArrayList<>();
    questions.stream()
        .sorted(
            Comparator.comparing((Question question) -> question.tool().version().timeout())
                .reversed()
                .thenComparing(question -> !isFirst(question)))
        .forEach(question -> answers.add(probes.submit(() -> answer(inspector, question))));
    try {
      for (Future<?> answer : answers) {
        answer.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a probe failed", e.getCause());
    } finally {
      answers.forEach(answer -> answer.cancel(true));
      Sweep.end(mark);
      save(knowledge, settings, board);
    }
  }

  private boolean isFirst(Question question) {
    return board
        .latest()
        .find(question.tool().id())
        .flatMap(report -> report.copies().stream().findFirst())
        .filter(found -> found.copy().equals(question.found().copy()))
        .isPresent();
  }

  private Void answer(Inspector inspector, Question question) throws InterruptedException {
    learn(question, inspector.inspect(question.tool(), question.found()));
    return null;
  }

  private void learn(Question question, Version version) {
    knowledge.cache().put(question.key(), version, Instant.now());
    FoundCopy known = question.found().with(version);
    board.learn(question.tool().id(), report -> report.with(known));
  }

  /** On the looker's thread. */
  static void save(Knowledge knowledge, DetectorSettings settings, Board board) {
    Path file = settings.cacheFile();
    try {
      knowledge.cache().save();
      board.tell(new Discovery.Kept(file));
    } catch (IOException e) {
      board.tell(new Discovery.NotKept(file, e));
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** All that a copy's answer depends on. */
  private String key(Tool tool, FoundCopy found, Optional<Path> target) {
    Tool.Version asked = tool.version();
    FileId file = found.copy().file();
    List<String> parts = new ArrayList<>();
    parts.add(tool.id());
    parts.add(found.copy().path().toString());
    parts.add(found.copy().real().toString());
    parts.add(file.device() + ":" + file.inode() + ":" + file.size() + ":" + file.modifiedNanos());
    parts.add(asked.run() + " " + asked.args() + " " + asked.regex() + " " + asked.stream());
    parts.add(asked.files().toString());
    target.ifPresent(real -> parts.add(real + " " + FileId.of(real)));
    tool.mark().ifPresent(identity -> parts.add(identity.args() + " " + identity.regex()));
    if (found.owner().shim()) {
      found
          .owner()
          .installer()
          .flatMap(knowledge.catalogue()::installer)
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
