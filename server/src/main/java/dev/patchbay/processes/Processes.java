package dev.patchbay.processes;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.Storage;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.os.Signals;
import dev.patchbay.os.Timers;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All processes that the hub supervises. Thread-safe; what may block says so. */
public final class Processes implements AutoCloseable {
  /** Of the ten seconds for all, two are for what has to be killed. */
  private static final Duration SHUT_DOWN = Duration.ofSeconds(8);

  /** For the last word of those that were killed; nobody waits for ever for one that hangs. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Processes.class);

  /** Reads those that are sent. */
  private final SpecReader declarations;

  private final Workroom room;
  private final Workshop workshop;
  private final Map<String, Supervised> byId = new ConcurrentHashMap<>();

  /** Held while what there is changes, so that names stay unique. */
  private final ReentrantLock naming = new ReentrantLock();

  private final Guests guests;
  private final AlertBoard alerts;
  private final Ticks ticks;
  private final AtomicInteger systemCommands = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * @param loops where its background loops are kept account of
   * @param hubEnvironment what the hub itself was started with
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
            policy,
            audit,
            listener,
            new Timers.OfTheMachine(loops, "process-clock"));
    declarations = SpecReader.ofRequests(hubEnvironment, settings.declared());
    workshop = room.workshop(this::byName, this::forget);
    this.guests = new Guests(guests);
    alerts = new AlertBoard(settings.alerts(), alarm);
    ticks = new Ticks(pool, workshop, () -> List.copyOf(byId.values()), this.guests, alerts);
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
    Map<String, Known> known = new HashMap<>();
    workshop.registry().known().forEach(process -> known.put(process.name(), process));
    naming.lock();
    try {
      Declarations.check(declared);
      declared.forEach((name, spec) -> add(spec, Optional.ofNullable(known.get(name)), true));
      known.values().stream()
          .filter(process -> !declared.containsKey(process.name()))
          .forEach(this::restore);
    } finally {
      naming.unlock();
    }
    Set<String> wanted = new HashSet<>();
    known.values().stream().filter(Known::wanted).map(Known::id).forEach(wanted::add);
    new Recovery(workshop, id -> Optional.ofNullable(byId.get(id)), wanted).run();
    room.clearPipes(byId.values());
    for (Supervised process : byId.values()) {
      if (startsWithTheHub(process, wanted)) {
        process.post(new Event.Start());
      }
    }
    ticks.begin();
  }

  /** One that was declared over the API under an earlier hub. */
  private void restore(Known process) {
    if (process.declaration().isEmpty()) {
      workshop.registry().gone(process.id());
      return;
    }
    try {
      ProcessSpec spec = declarations.read(process.declaration().get());
      add(spec, Optional.of(process), false);
    } catch (SpecException e) {
      workshop.registry().gone(process.id());
    }
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

  private Supervised add(ProcessSpec spec, Optional<Known> known, boolean declared) {
    String id = known.map(Known::id).orElseGet(room::newId);
    int generation = known.map(Known::generation).orElse(0);
    Supervised process = new Supervised(workshop, id, spec, declared, generation);
    byId.put(id, process);
    if (known.isEmpty() && declared) {
      workshop.registry().record(new Known(id, spec.name(), Optional.empty(), false, 0));
    }
    return process;
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
    Supervised process;
    naming.lock();
    try {
      if (byName(spec.name()).isPresent()) {
        return new CreateResult.NameTaken("There is a process \"" + spec.name() + "\" already.");
      }
      Map<String, ProcessSpec> all = specs();
      all.put(spec.name(), spec);
      Declarations.check(all);
      if (spec.place().autoStart() && !workshop.admission().hasRoom()) {
        return new CreateResult.Full("All places are taken, and the queue for them is full.");
      }
      process = add(spec, Optional.empty(), false);
      workshop
          .registry()
          .record(new Known(process.id(), spec.name(), Optional.of(declaration), false, 0));
    } catch (SpecException e) {
      return new CreateResult.Invalid(e.pointer().replaceFirst("^/[^/]+", ""), e.detail());
    } finally {
      naming.unlock();
    }
    if (spec.place().autoStart()) {
      start(process);
      process.wish(new Event.Start()).ifPresent(CompletableFuture::join);
    }
    // What is confirmed is not lost if the hub is killed.
    workshop.registry().await();
    return new CreateResult.Created(process.info());
  }

  /** The hub's own files that cannot be written now, the oldest fault first. */
  public List<Storage.Unwritten> unwritten() {
    return workshop.storage().unwritten();
  }

  private Map<String, ProcessSpec> specs() {
    Map<String, ProcessSpec> specs = new LinkedHashMap<>();
    byId.values().forEach(process -> specs.put(process.spec().name(), process.spec()));
    return specs;
  }

  /**
   * Takes over a changed configuration file: what changed is restarted, what is gone is ended, what
   * did not change is left alone.
   *
   * @return what was done, for people
   * @throws SpecException if it cannot be used; then nothing was changed. The pointer begins with
   *     the name.
   */
  public List<String> apply(Map<String, ProcessSpec> declared) {
    List<String> done = new ArrayList<>();
    naming.lock();
    try {
      Map<String, ProcessSpec> all = new LinkedHashMap<>(declared);
      for (Supervised process : byId.values()) {
        String name = process.spec().name();
        if (!process.isDeclared()) {
          if (declared.containsKey(name)) {
            throw new SpecException(
                "/" + name, "there is a process of this name already, made over the API");
          }
          all.put(name, process.spec());
        }
      }
      Declarations.check(all);
      for (Supervised process : List.copyOf(byId.values())) {
        ProcessSpec now = declared.get(process.spec().name());
        if (process.isDeclared() && now == null) {
          process.post(new Event.Delete());
          done.add("removed " + process.spec().name());
        } else if (process.isDeclared() && now != null && !now.equals(process.spec())) {
          change(process, now);
          done.add("changed " + now.name());
        }
      }
      declared.forEach((name, spec) -> {
        if (byName(name).isEmpty()) {
          Supervised process = add(spec, Optional.empty(), true);
          done.add("added " + name);
          if (spec.place().autoStart()) {
            process.post(new Event.Start());
          }
        }
      });
    } finally {
      naming.unlock();
    }
    return done;
  }

  private static void change(Supervised process, ProcessSpec now) {
    ProcessSpec before = process.spec();
    process.redeclare(now);
    boolean onlyItsPlace =
        new ProcessSpec(
                now.name(),
                now.kind(),
                now.run(),
                before.place(),
                now.restart(),
                now.stop(),
                now.checks(),
                now.limits())
            .equals(before);
    if (!onlyItsPlace && process.state().wanted()) {
      process.post(new Event.Restart());
    }
  }

  /** What it depends on is started with it, unless it has done its work. */
  private void start(Supervised process) {
    for (String name : process.spec().place().dependsOn().keySet()) {
      byName(name)
          .filter(other -> other.state().phase() instanceof Phase.Stopped && !other.hasCompleted())
          .ifPresent(other -> {
            start(other);
            other.post(new Event.Start());
          });
    }
  }

  /** Has somebody's wish considered. Blocks until it was. */
  public WishResult wish(String idOrName, Wish wish) {
    Optional<Supervised> found = find(idOrName);
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
      return new WishResult.Full("All places are taken, and the queue for them is full.");
    }
    if (wish == Wish.DELETE && process.isDeclared()) {
      return new WishResult.Conflict(
          "declared-in-configuration",
          "\"" + process.spec().name() + "\" is declared in the configuration file.");
    }
    if (starts) {
      start(process);
    }
    Optional<CompletableFuture<Void>> considered = process.wish(wish.command());
    if (considered.isEmpty()) {
      return new WishResult.Full("Too many wishes wait for this process already.");
    }
    considered.get().join();
    if (wish == Wish.DELETE) {
      process.atRest().join();
    }
    workshop.registry().await();
    return new WishResult.Taken(process.info());
  }

  /**
   * Sends a signal to the whole tree of a process.
   *
   * @param signal its number
   */
  public WishResult signal(String idOrName, int signal) {
    Optional<Supervised> found = find(idOrName);
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
    Optional<Supervised> found = find(idOrName);
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

  /** Ids of the processes with a tag. */
  public List<String> tagged(String tag) {
    return byId.values().stream()
        .filter(process -> process.spec().place().tags().contains(tag))
        .map(Supervised::id)
        .sorted()
        .toList();
  }

  /** The oldest first. */
  public List<ProcessInfo> list() {
    return byId.values().stream()
        .map(Supervised::info)
        .sorted(
            Comparator.comparing(ProcessInfo::createdAt)
                .thenComparing(process -> process.spec().name()))
        .toList();
  }

  public Optional<ProcessInfo> get(String idOrName) {
    return find(idOrName).map(Supervised::info);
  }

  /** The newest lines of a process's output. */
  public Optional<List<OutputLine>> output(String idOrName, int lines) {
    return find(idOrName).map(process -> process.output().newest(lines));
  }

  /**
   * What a process or a guest took, of the last hour at most.
   *
   * @param last how much of it
   * @param step what each value is the mean of, in whole seconds
   */
  public Optional<Plot> series(String idOrName, Duration last, Duration step) {
    return find(idOrName)
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
    return find(idOrName)
        .map(process -> new Checkups(workshop, ticks).check(List.of(process)).getFirst());
  }

  /** Looks at all of them now, the oldest first. Blocks for as long as their probes may take. */
  public List<Checkup> checkAll() {
    return new Checkups(workshop, ticks)
        .check(byId.values().stream().sorted(Comparator.comparing(Supervised::createdAt)).toList());
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
    byId.values()
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
    return find(idOrName).map(process -> process.crashes().all());
  }

  /** Its incarnations, the newest first. */
  public Optional<List<Incarnation>> history(String idOrName) {
    return find(idOrName)
        .map(process ->
            workshop.registry().history().stream()
                .filter(incarnation -> incarnation.id().equals(process.id()))
                .toList());
  }

  /** All that ever ran, as far as it is kept, the newest first. */
  public List<Incarnation> history() {
    return workshop.registry().history();
  }

  private Optional<Supervised> find(String idOrName) {
    return Optional.ofNullable(byId.get(idOrName)).or(() -> byName(idOrName));
  }

  private Optional<Supervised> byName(String name) {
    return byId.values().stream().filter(process -> process.spec().name().equals(name)).findFirst();
  }

  private void forget(String id) {
    byId.remove(id);
  }

  /** Ends all, those that others depend on last, and blocks until nothing is left. */
  @Override
  public void close() {
    stopping = true;
    ticks.end();
    workshop.shutDown().begin(workshop.timers().nanoTime(), SHUT_DOWN);
    Map<String, CompletableFuture<Supervised>> ends = new HashMap<>();
    List<CompletableFuture<Supervised>> all =
        List.copyOf(byId.values()).stream().map(process -> halt(process, ends)).toList();
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
          .get(SHUT_DOWN.plus(LAST_PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.error("left behind, since they cannot be ended in time: {}", unended(ends));
    } catch (ExecutionException e) {
      LOG.error("not all processes were ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.close();
    }
  }

  private List<String> unended(Map<String, CompletableFuture<Supervised>> ends) {
    return byId.values().stream()
        .filter(process -> !ends.getOrDefault(process.id(), new CompletableFuture<>()).isDone())
        .map(process -> process.spec().name())
        .sorted()
        .toList();
  }

  private CompletableFuture<Supervised> halt(
      Supervised process, Map<String, CompletableFuture<Supervised>> ends) {
    CompletableFuture<Supervised> known = ends.get(process.id());
    if (known != null) {
      return known;
    }
    CompletableFuture<?>[] dependants =
        byId.values().stream()
            .filter(other -> other.spec().place().dependsOn().containsKey(process.spec().name()))
            .map(other -> halt(other, ends))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Supervised> end =
        CompletableFuture.allOf(dependants)
            .thenCompose(_ -> {
              process.post(new Event.Halt());
              return process.atRest();
            });
    ends.put(process.id(), end);
    return end;
  }
}
