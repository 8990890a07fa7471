package dev.patchbay.processes;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.Storage;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.os.Timers;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
import dev.patchbay.processes.lifecycle.Category;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.output.OutputLine;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.registry.Known;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.score.Whole;
import dev.patchbay.processes.spec.Kind;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import dev.patchbay.processes.usage.Plot;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All processes that the hub supervises. Thread-safe; what may block says so. */
public final class Processes implements AutoCloseable {
  /** Of the ten seconds for all, two are for what has to be killed. */
  private static final Duration SHUT_DOWN = Duration.ofSeconds(8);

  /** For the last word of those that were killed; nobody waits for ever for one that hangs. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  /** Reads those that are sent. */
  private volatile SpecReader declarations;

  private final Workroom room;
  private final Workshop workshop;
  private final Roster roster = new Roster();
  private final Inventory inventory;
  private final Guests guests;
  private final AlertBoard alerts;
  private final Orphanage orphanage;
  private final Ticks ticks;
  private final AtomicInteger systemCommands = new AtomicInteger();
  private final Runs runs;
  private volatile boolean stopping;

  /**
   * @param loops where its background loops are kept account of
   * @param hubEnvironment what the hub itself was started with
   * @param programEnvironment what programs find; may have to be waited for
   * @param pool starts programs
   * @param policy asked about everything that is to be started
   * @param audit told of every start, end and refusal
   * @param guests tells what else is to be measured; must return soon
   * @param listener is told what happens, from any thread, and must return soon
   * @param alarm is told of alerts, likewise
   */
  public Processes(
      BlockingPool pool,
      Loops loops,
      DataDir dataDir,
      ProcessSettings settings,
      Map<String, String> hubEnvironment,
      Supplier<Map<String, String>> programEnvironment,
      ExecPolicy policy,
      AuditLog audit,
      Supplier<List<Guest>> guests,
      Consumer<ProcessEvent> listener,
      Consumer<AlertChange> alarm) {
    room =
        new Workroom(
            pool,
            loops,
            dataDir,
            settings,
            hubEnvironment,
            programEnvironment,
            policy,
            audit,
            listener,
            new Timers.OfTheMachine(loops, "process-clock"));
    declarations = SpecReader.ofRequests(hubEnvironment, settings.declared());
    workshop = room.workshop(roster::byName, roster::remove);
    inventory = new Inventory(workshop, roster, declarations, room::newId);
    this.guests = new Guests(guests);
    alerts = new AlertBoard(settings.alerts(), alarm);
    runs = new Runs(workshop, () -> declarations);
    orphanage = new Orphanage(workshop, roster, guests);
    ticks =
        new Ticks(pool, workshop, roster::all, this.guests, alerts, orphanage, settings.sweep());
  }

  /**
   * Holds declarations against each other.
   *
   * @param specs by name
   * @throws SpecException if one depends on what is not there, or on itself by way of others; the
   *     pointer begins with the name
   */
  public static void check(Map<String, ProcessSpec> specs) {
    Declarations.check(specs);
  }

  /**
   * Takes over or ends what an earlier hub left, then starts what is to run. Blocks for the former.
   *
   * @param declared what the configuration file has, by name
   */
  public void begin(Map<String, ProcessSpec> declared) {
    List<Known> known = workshop.registry().known();
    roster.change(() -> inventory.take(declared, known));
    Set<String> wanted = new HashSet<>();
    known.stream().filter(Known::wanted).map(Known::id).forEach(wanted::add);
    new Recovery(workshop, roster::byId, wanted).run();
    room.clearPipes(roster.all());
    for (Supervised process : roster.all()) {
      if (startsWithTheHub(process, wanted)) {
        process.post(new Event.Start());
      }
    }
    ticks.begin();
  }

  private static boolean startsWithTheHub(Supervised process, Set<String> wanted) {
    RestartPolicy policy = process.spec().restart().rules().policy();
    boolean wasWanted = wanted.contains(process.id());
    if (process.isDeclared()) {
      return process.spec().place().autoStart()
          && (policy != RestartPolicy.UNLESS_STOPPED || wasWanted || isNew(process));
    }
    return process.spec().kind() != Kind.SYSTEM && (wasWanted || policy == RestartPolicy.ALWAYS);
  }

  private static boolean isNew(Supervised process) {
    return process.state().generation() == 0;
  }

  /**
   * Declares a process, and starts it if it is to be. Blocks for a moment.
   *
   * @param declaration as JSON has it
   */
  public CreateResult create(Map<?, ?> declaration) {
    if (stopping) {
      return new CreateResult.Stopping();
    }
    ProcessSpec spec;
    try {
      spec = declarations.read(declaration);
    } catch (SpecException e) {
      return new CreateResult.Invalid(e.pointer(), e.detail());
    }
    if (spec.kind() == Kind.ISOLATED) {
      return new CreateResult.Forbidden(
          "kind-not-available", "/kind", "This hub cannot start isolated processes yet.");
    }
    Optional<CreateResult> refused = room.refusal(spec);
    if (refused.isPresent()) {
      return refused.get();
    }
    CreateResult result = roster.changing(() -> add(spec, declaration));
    if (!(result instanceof CreateResult.Created(ProcessInfo created))) {
      return result;
    }
    Supervised process = roster.byId(created.id()).orElseThrow();
    if (spec.place().autoStart()) {
      start(process);
      process.wish(new Event.Start()).ifPresent(CompletableFuture::join);
    }
    // What is confirmed is not lost if the hub is killed.
    workshop.registry().await();
    return new CreateResult.Created(process.info());
  }

  private CreateResult add(ProcessSpec spec, Map<?, ?> declaration) {
    if (roster.byName(spec.name()).isPresent()) {
      return new CreateResult.NameTaken("There is a process \"" + spec.name() + "\" already.");
    }
    if (roster.byId(spec.name()).isPresent()) {
      return new CreateResult.NameTaken(
          "\"" + spec.name() + "\" is the id of another process: take another name.");
    }
    try {
      Declarations.check(spec, roster.specs());
    } catch (SpecException e) {
      return new CreateResult.Invalid(e.pointer(), e.detail());
    }
    if (spec.place().autoStart() && !workshop.admission().hasRoom()) {
      return new CreateResult.Full("All places are taken, and the queue for them is full.");
    }
    return new CreateResult.Created(inventory.add(spec, Optional.of(declaration)).info());
  }

  /** The hub's own files that cannot be written now, the oldest fault first. */
  public List<Storage.Unwritten> unwritten() {
    return workshop.storage().unwritten();
  }

  /**
   * Takes over a changed configuration file: what changed is restarted where it must be, what is
   * gone is ended, what did not change is left alone. Blocks for a moment.
   *
   * @param settings of which capacity, breaker, alerts and environment are taken over
   * @throws SpecException if it cannot be used; then nothing was changed. The pointer begins with
   *     the name.
   */
  public ReloadResult apply(Map<String, ProcessSpec> declared, ProcessSettings settings) {
    ReloadResult result =
        new Reload(workshop, roster, spec -> inventory.add(spec, Optional.empty())).apply(declared);
    alerts.replaceRules(settings.alerts());
    workshop.preparation().retune(settings);
    workshop.admission().retune(settings);
    declarations = declarations.with(settings.declared());
    return result;
  }

  /** What it depends on is started with it, unless it has done its work. */
  private void start(Supervised process) {
    for (String name : process.spec().place().dependsOn().keySet()) {
      roster
          .byName(name)
          .filter(other -> other.state().phase() instanceof Phase.Stopped && !other.hasCompleted())
          .ifPresent(other -> {
            start(other);
            other.post(new Event.Start());
          });
    }
  }

  /** Has somebody's wish considered. Blocks until it was. */
  public WishResult wish(String idOrName, Wish wish) {
    Optional<Supervised> found = roster.find(idOrName);
    if (found.isEmpty()) {
      return new WishResult.Unknown();
    }
    if (stopping) {
      return new WishResult.Stopping();
    }
    Supervised process = found.get();
    boolean starts = wish == Wish.START || wish == Wish.RESTART;
    boolean resting =
        process.state().phase() instanceof Phase.Stopped
            || process.state().phase() instanceof Phase.Failed;
    if (starts && resting && !workshop.admission().hasRoom()) {
      return full(process, "All places are taken, and the queue for them is full.");
    }
    if (wish == Wish.DELETE) {
      Optional<WishResult> refused = roster.changing(() -> leave(process));
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    if (starts) {
      start(process);
    }
    Optional<CompletableFuture<Void>> considered = process.wish(wish.command());
    if (considered.isEmpty()) {
      return full(process, "Too many wishes wait for this process already.");
    }
    considered.get().join();
    if (wish == Wish.DELETE) {
      process.atRest().join();
    }
    workshop.registry().await();
    return new WishResult.Taken(process.info());
  }

  private WishResult full(Supervised process, String detail) {
    process.vitals().errors().add(Category.CAPACITY, detail, workshop.timers().now());
    return new WishResult.Full(detail);
  }

  /** Has nobody depend on it from now on, if nobody does. */
  private Optional<WishResult> leave(Supervised process) {
    String name = process.spec().name();
    if (process.isDeclared()) {
      return Optional.of(
          new WishResult.Conflict(
              "declared-in-configuration",
              "\"" + name + "\" is declared in the configuration file; delete it there."));
    }
    List<String> dependants = roster.dependants(name);
    if (!dependants.isEmpty()) {
      return Optional.of(
          new WishResult.Conflict(
              "needed-by-others",
              "\""
                  + name
                  + "\" cannot be deleted: "
                  + String.join(", ", dependants)
                  + (dependants.size() == 1 ? " depends" : " depend")
                  + " on it. Delete "
                  + (dependants.size() == 1 ? "that" : "those")
                  + " first."));
    }
    process.leave();
    return Optional.empty();
  }

  /**
   * Sends a signal to the whole tree of a process.
   *
   * @param signal its number
   */
  public WishResult signal(String idOrName, int signal) {
    Optional<Supervised> found = roster.find(idOrName);
    if (found.isEmpty()) {
      return new WishResult.Unknown();
    }
    Supervised process = found.get();
    var child = process.child();
    if (child.isEmpty()) {
      return new WishResult.Conflict("already-stopped", "The process does not run.");
    }
    child.get().tree().signal(signal);
    return new WishResult.Taken(process.info());
  }

  /**
   * Sends a message over a process's channel.
   *
   * @param json one line
   */
  public WishResult send(String idOrName, String json) {
    Optional<Supervised> found = roster.find(idOrName);
    if (found.isEmpty()) {
      return new WishResult.Unknown();
    }
    var channel = found.get().child().flatMap(child -> child.channel());
    if (channel.isEmpty()) {
      return new WishResult.Conflict("no-channel", "The process has no channel for messages.");
    }
    return channel.get().send(json)
        ? new WishResult.Taken(found.get().info())
        : new WishResult.Conflict(
            "message-refused", "The process disconnected, or has too much to read already.");
  }

  /**
   * Runs a command for the hub itself, as a call: by the same rules as a process (the executable,
   * the allow-list, the closed paths, the folder, the environment that is built, the audit log),
   * its output captured. Blocks until it has ended, or was killed because its time was up, the hub
   * stops or this thread was interrupted, and until nothing that it started is left.
   *
   * @param who asks for it, for the audit log
   */
  public SystemResult run(SystemCommand command, String who) {
    return workshop
        .errand()
        .run(command, workshop.mark("system", systemCommands.incrementAndGet()), who);
  }

  /**
   * Runs a command for somebody who waits for its output. Blocks until it has ended and nothing of
   * it is left.
   *
   * @param wanted a declaration's command, cwd, env, timeout and limits, as JSON has them
   * @param stdin what it reads; nothing if empty
   * @param abandoned completed when nobody waits for it any more, which ends it
   */
  public RunResult run(Map<?, ?> wanted, Optional<String> stdin, CompletableFuture<?> abandoned) {
    return stopping ? new RunResult.Stopping() : runs.run(wanted, stdin, abandoned);
  }

  /** Ids of the processes with a tag. */
  public List<String> tagged(String tag) {
    return roster.all().stream()
        .filter(process -> process.spec().place().tags().contains(tag))
        .map(Supervised::id)
        .sorted()
        .toList();
  }

  /** The oldest first. */
  public List<ProcessInfo> list() {
    return roster.all().stream()
        .map(Supervised::info)
        .sorted(
            Comparator.comparing(ProcessInfo::createdAt)
                .thenComparing(process -> process.spec().name()))
        .toList();
  }

  public Optional<ProcessInfo> get(String idOrName) {
    return roster.find(idOrName).map(Supervised::info);
  }

  /** The newest lines of a process's output. */
  public Optional<List<OutputLine>> output(String idOrName, int lines) {
    return roster.find(idOrName).map(process -> process.output().newest(lines));
  }

  /**
   * What a process or a guest took, of the last hour at most.
   *
   * @param last how much of it
   * @param step what each value is the mean of, in whole seconds
   */
  public Optional<Plot> series(String idOrName, Duration last, Duration step) {
    return roster
        .find(idOrName)
        .map(process ->
            process
                .vitals()
                .series()
                .plot(
                    ticks.second(),
                    (int) last.toSeconds(),
                    (int) step.toSeconds(),
                    workshop.timers().now()))
        .or(() -> guests.plot(idOrName, last, step, ticks.second(), workshop.timers().now()));
  }

  /**
   * Looks at one now. Blocks for as long as its probes may take.
   *
   * @return empty if it is not known
   */
  public Optional<Checkup> check(String idOrName) {
    return roster
        .find(idOrName)
        .map(process -> new Checkups(workshop, ticks).check(List.of(process)).getFirst());
  }

  /** Looks at all of them now, the oldest first. Blocks for as long as their probes may take. */
  public List<Checkup> checkAll() {
    return new Checkups(workshop, ticks)
        .check(roster.all().stream().sorted(Comparator.comparing(Supervised::createdAt)).toList());
  }

  /** How a guest does; of one that is not known, nothing. */
  public GuestInfo guest(String id) {
    return guests.info(id);
  }

  /** How much of the capacity is taken. */
  public Occupancy occupancy() {
    return workshop.admission().occupancy();
  }

  /** The health of all together. */
  public Whole health() {
    long now = workshop.timers().nanoTime();
    Map<String, Score> scores = new HashMap<>();
    roster
        .all()
        .forEach(process ->
            Judgement.score(process, now)
                .ifPresent(score -> scores.put(process.spec().name(), score)));
    return Whole.of(scores, alerts.raised());
  }

  /** Alerts that are raised, the worst first. */
  public List<Alert> alerts() {
    return alerts.raised();
  }

  /** The latest alerts that are over, the newest first. */
  public List<AlertChange.Cleared> pastAlerts() {
    return alerts.past();
  }

  /** Its crash reports, the newest first. Reads a file. */
  public Optional<List<Map<?, ?>>> crashes(String idOrName) {
    return roster.find(idOrName).map(process -> process.crashes().all());
  }

  /** Its incarnations, the newest first. */
  public Optional<List<Incarnation>> history(String idOrName) {
    return roster
        .find(idOrName)
        .map(process ->
            workshop.registry().history().stream()
                .filter(incarnation -> incarnation.id().equals(process.id()))
                .toList());
  }

  /** All that ever ran, as far as it is kept, the newest first. */
  public List<Incarnation> history() {
    return workshop.registry().history();
  }

  /** Ends all, those that others depend on last, and blocks until nothing is left. */
  @Override
  public void close() {
    stopping = true;
    ticks.end();
    workshop.shutDown().begin(workshop.timers().nanoTime(), SHUT_DOWN);
    try {
      new StopOrder(roster.all()).run(SHUT_DOWN.plus(LAST_PATIENCE));
      orphanage.close();
    } finally {
      room.close();
    }
  }
}
