package dev.patchbay.launch;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.Storage;
import dev.patchbay.detectors.DetectorSettings;
import dev.patchbay.detectors.Detectors;
import dev.patchbay.detectors.Discovery;
import dev.patchbay.detectors.FoundCopy;
import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.terminals.OpenRequest;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.Terminals;
import dev.patchbay.terminals.attention.Attention;
import dev.patchbay.terminals.attention.ScreenRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tools of the machine: what is known of them, and how they become terminals. Thread-safe.
 *
 * <p>Nothing is looked for before somebody asks: a hub that is only used for shells runs nobody's
 * programs.
 */
public final class Tools implements AutoCloseable {
  /** Programs must not become the hub's user by what the hub was started with. */
  private static final String HUB_TOKEN = "PATCHBAY_TOKEN";

  /** A look at what has not changed takes some milliseconds. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final BlockingPool pool;
  private final FileAccess files;
  private final Path home;
  private final Consumer<ToolEvent> listener;
  private final Guard guard;
  private final Plans plans;
  private final ToolTerminals terminals;
  private final Recipes recipes;
  private final Installations installations;
  private final Detectors detectors;
  private final LoginEnvironment login;

  private final UpdateDays updateDays;
  private final Loop updateChecks;
  private final Storage storage;

  /** By tool, what was last told of it; the detectors' lock guards it. */
  private final Map<String, ToolReport> told = new HashMap<>();

  /** What every launched tool finds in its environment. */
  private volatile Map<String, String> added;

  /**
   * @param pool asks file systems
   * @param loops where its work in the background is kept account of
   * @param environment what the hub itself was started with
   * @param runner runs the programs that are asked for their version
   * @param ownVariables of the hub, as they are when a tool is launched
   * @param listener is called from any thread and must return soon
   */
  public Tools(
      BlockingPool pool,
      Loops loops,
      ToolSettings settings,
      DataDir dataDir,
      Map<String, String> environment,
      Terminals terminals,
      ProbeRunner runner,
      Supplier<Map<String, String>> ownVariables,
      Consumer<ToolEvent> listener) {
    this.pool = pool;
    files = new PoolFileAccess(pool);
    added = settings.environment();
    this.terminals = new ToolTerminals(terminals, () -> added, ownVariables);
    this.listener = listener;
    storage = dataDir.storage();
    home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    guard = new Guard(home);
    updateDays = new UpdateDays(dataDir, InstantSource.system());
    Map<String, String> passed = new HashMap<>(environment);
    passed.remove(HUB_TOKEN);
    DetectorSettings usual =
        DetectorSettings.of(
            home, passed, settings.ownEntries(), dataDir.path().resolve("tools.json"));
    detectors =
        new Detectors(
            new DetectorSettings(
                home,
                passed,
                settings.ownEntries(),
                usual.cacheFile(),
                usual.packageLists(),
                settings.probes(),
                settings.maxAge()),
            runner,
            files,
            this::heard);
    login =
        new LoginEnvironment(
            environment, home, files, detectors::shell, loops.named("login-environment"));
    plans =
        new Plans(
            detectors::catalogue, files, home, System.getProperty("user.name").equals("root"));
    installations = new Installations(loops.named("installations"), detectors, listener);
    updateChecks = loops.named("update-checks");
    recipes =
        new Recipes(
            plans,
            new InstallScripts(dataDir),
            installations,
            this.terminals,
            settings.recipeFolder());
  }

  /** Takes over the environment of tools that are launched from now on, and nothing else. */
  public void retune(ToolSettings changed) {
    added = changed.environment();
  }

  /**
   * What is known now, as soon as it is known what is here. What has not been looked at for a while
   * is looked at again, for the next who asks; once a day with newest versions.
   */
  public CompletableFuture<Snapshot> present() {
    CompletableFuture<Snapshot> known = detectors.present();
    if (known.isDone() && isOld(detectors.latest().at())) {
      var _ = detectors.look(false);
    }
    if (updateDays.mayBegin()) {
      updateChecks.start(this::checkUpdatesOnceADay);
    }
    return known;
  }

  /** A look that is to come is of a clock that was set back since. */
  private static boolean isOld(Instant look) {
    Instant now = Instant.now();
    return look.isBefore(now.minus(FRESH)) || look.isAfter(now.plus(FRESH));
  }

  /** What is known after looking again, the login shell included. */
  public CompletableFuture<Snapshot> refresh() {
    return detectors.look(true);
  }

  /** What is known after asking the installers for newest versions, which takes seconds. */
  public CompletableFuture<Snapshot> checkUpdates() {
    updateChecks.start(() ->
        onDisk(() -> {
          updateDays.note();
          return true;
        }));
    return detectors.checkUpdates();
  }

  private void checkUpdatesOnceADay() {
    if (onDisk(updateDays::begin)) {
      var _ = detectors.checkUpdates();
    }
  }

  /** A disk that does not answer holds no carrier, and is asked again by the next who asks. */
  private boolean onDisk(BooleanSupplier work) {
    return pool.call(updateDays.file(), work::getAsBoolean);
  }

  /** The user's home folder, which paths that are not absolute start from. */
  public Path home() {
    return home;
  }

  public List<Plan> installing(ToolReport report, Snapshot snapshot) {
    return plans.installing(report, snapshot);
  }

  public List<Plan> updating(ToolReport report, Snapshot snapshot) {
    return plans.updating(report, snapshot);
  }

  /** The first program of a name where tools are looked for. Blocks as {@link #environment}. */
  public Optional<Path> program(String name) {
    return login.program(name);
  }

  /**
   * What every program is started with: the hub's own environment with the PATH, proxies and
   * certificates of the user's login shell. The first call waits for it, some seconds at most.
   */
  public Map<String, String> environment() {
    return login.variables();
  }

  /** Under the detectors' lock. */
  private void heard(Discovery discovery) {
    switch (discovery) {
      case Discovery.Present(Snapshot snapshot) ->
          snapshot.all().stream().filter(this::isNews).forEach(this::tell);
      case Discovery.Learned(ToolReport report) -> tell(report);
      case Discovery.Kept(Path file) -> storage.succeeded(file);
      case Discovery.NotKept(Path file, IOException reason) -> {
        var _ = storage.failed(file, reason, this::keepVersions);
      }
      case Discovery.Complete(Snapshot snapshot) -> listener.accept(new ToolEvent.Looked(snapshot));
    }
  }

  private void keepVersions() {
    detectors.keep();
  }

  private boolean isNews(ToolReport report) {
    ToolReport before = told.get(report.tool().id());
    return before == null ? report.isInstalled() : !before.equals(report);
  }

  private void tell(ToolReport report) {
    told.put(report.tool().id(), report);
    listener.accept(new ToolEvent.Detected(report));
  }

  /** What is known of what a command shows; nothing before the first look at the machine. */
  public ScreenRules screenRules(List<String> command) {
    Path program = Path.of(command.getFirst()).getFileName();
    return detectors.catalogue().tools().values().stream()
        .filter(tool -> program != null && tool.binaries().contains(program.toString()))
        .findFirst()
        .map(Tools::screenRules)
        .orElse(ScreenRules.NONE);
  }

  static ScreenRules screenRules(Tool tool) {
    return new ScreenRules(tool.states().stream().map(Tools::rule).toList());
  }

  private static ScreenRules.Rule rule(Tool.ShownState shown) {
    return new ScreenRules.Rule(
        switch (shown.standing()) {
          case WORKING -> Attention.State.WORKING;
          case WAITING -> Attention.State.WAITING;
          case IDLE -> Attention.State.IDLE;
        },
        shown.lines(),
        shown.regex()::isIn);
  }

  /** Starts a tool on a terminal. Blocks, so not on an event loop. */
  public LaunchResult launch(LaunchRequest request) {
    return switch (resolve(request.id())) {
      case Resolved.Missing(LaunchResult result) -> result;
      case Resolved.Here(Snapshot snapshot, ToolReport report, FoundCopy found) -> {
        if (!report.isLaunchable()) {
          yield new LaunchResult.Conflict("tool-not-launchable", report.launchProblem().orElse(""));
        }
        Optional<LaunchResult.Refused> objection =
            request.confirmed() ? Optional.empty() : objection(request, found);
        yield objection.isPresent() ? objection.get() : start(request, snapshot, report, found);
      }
    };
  }

  private Optional<LaunchResult.Refused> objection(LaunchRequest request, FoundCopy found) {
    Optional<Path> asked = asked(request.cwd());
    return asked.isEmpty()
        ? Optional.empty()
        : pool.call(
            asked.get(),
            () ->
                real(asked.get())
                    .flatMap(folder -> {
                      pool.entering(found.copy().path());
                      return guard.objection(found, folder);
                    }));
  }

  private sealed interface Resolved {
    record Here(Snapshot snapshot, ToolReport report, FoundCopy found) implements Resolved {}

    record Missing(LaunchResult result) implements Resolved {}
  }

  /** The copy that is there at this moment: one that changed is looked at anew. */
  private Resolved resolve(String id) {
    Snapshot snapshot = detectors.present().join();
    Resolved resolved = resolve(id, snapshot);
    boolean stale =
        switch (resolved) {
          case Resolved.Here here ->
              !pool.call(here.found().copy().path(), () -> Guard.isUnchanged(here.found()));
          case Resolved.Missing missing -> missing.result() instanceof LaunchResult.Conflict;
        };
    return stale ? resolve(id, detectors.look(false).join()) : resolved;
  }

  private static Resolved resolve(String id, Snapshot snapshot) {
    Optional<ToolReport> report = snapshot.find(id);
    if (report.isEmpty()) {
      return new Resolved.Missing(new LaunchResult.UnknownTool(id));
    }
    return report
        .get()
        .winner()
        .<Resolved>map(found -> new Resolved.Here(snapshot, report.get(), found))
        .orElseGet(() ->
            new Resolved.Missing(
                new LaunchResult.Conflict(
                    "tool-not-installed", report.get().tool().name() + " is not installed here.")));
  }

  /** Empty where there can be no such folder, which the terminal will say. */
  private Optional<Path> asked(@Nullable String cwd) {
    try {
      return Optional.of(cwd == null ? home : new BaseFolders(home, Optional.empty()).resolve(cwd));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Empty where there is no such folder, which the terminal will say. */
  private static Optional<Path> real(Path folder) {
    try {
      return Optional.of(folder.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private LaunchResult start(
      LaunchRequest request, Snapshot snapshot, ToolReport report, FoundCopy found) {
    List<String> command = new ArrayList<>(List.of(found.copy().path().toString()));
    command.addAll(report.tool().launch().args());
    command.addAll(request.args());
    LaunchResult result =
        terminals.open(
            new OpenRequest(
                command,
                request.cwd(),
                terminals.environment(snapshot, report.tool().launch().env()),
                true,
                request.cols(),
                request.rows(),
                report.tool().name(),
                null,
                false,
                List.of("tool:" + request.id())));
    if (result instanceof LaunchResult.Started(var terminal)) {
      listener.accept(new ToolEvent.Launched(request.id(), terminal.id()));
    }
    return result;
  }

  /**
   * Runs a recipe that installs a tool on a terminal. Blocks, so not on an event loop.
   *
   * @param recipe the installer's id; null for the first that can be used here
   * @param sha256 of the script as the user has seen it, where it is one
   */
  public LaunchResult install(String id, @Nullable String recipe, @Nullable String sha256) {
    Snapshot snapshot = detectors.present().join();
    return snapshot
        .find(id)
        .map(report -> recipes.install(report, snapshot, recipe, sha256))
        .orElseGet(() -> new LaunchResult.UnknownTool(id));
  }

  /** Runs what brings the copy that wins up to date. Blocks, so not on an event loop. */
  public LaunchResult update(String id, @Nullable String recipe) {
    return switch (resolve(id)) {
      case Resolved.Missing(LaunchResult result) -> result;
      case Resolved.Here(Snapshot snapshot, ToolReport report, FoundCopy _) ->
          recipes.update(report, snapshot, recipe);
    };
  }

  /** Downloads the script by which a tool is installed, to be shown. Blocks. */
  public ScriptResult script(String id) {
    Snapshot snapshot = detectors.present().join();
    return snapshot
        .find(id)
        .map(report -> recipes.script(report, snapshot))
        .orElseGet(() -> new ScriptResult.UnknownTool(id));
  }

  /** To be told of every terminal that ended or went away. */
  public void terminalEnded(TerminalInfo terminal) {
    installations.ended(
        terminal.id(),
        switch (terminal.exit()) {
          case null -> "Its terminal was closed before it ended.";
          case ExitStatus.Exited(int code) ->
              code == 0 ? "" : "The recipe ended with code " + code + ".";
          case ExitStatus.Killed(String signal, boolean _) ->
              "The recipe was ended by signal " + signal + ".";
          case ExitStatus.Unknown(String reason) -> "How the recipe ended is not known: " + reason;
        });
  }

  @Override
  public void close() {
    installations.close();
    detectors.close();
  }
}
