package dev.patchbay.terminals;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Coalescer;
import dev.patchbay.os.Lazy;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.OsException;
import dev.patchbay.os.ProcTree;
import dev.patchbay.terminals.attention.ScreenRules;
import dev.patchbay.terminals.pty.Pty;
import dev.patchbay.terminals.pty.PtySpec;
import dev.patchbay.terminals.pty.Ptys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All terminals of the hub. Thread-safe. */
public final class Terminals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Terminals.class);

  /** Titles and audiences may change at any rate; news of them go out at this one. */
  private static final Duration NEWS_PERIOD = Duration.ofMillis(200);

  private static final Duration ROUND_PERIOD = Duration.ofSeconds(1);

  /** How long a viewer may let the program wait; part of the stream protocol. */
  private static final Duration HOLD_PATIENCE = Duration.ofSeconds(30);

  /** What a killed program's last output may take to be read. */
  private static final Duration READ_PATIENCE = Duration.ofSeconds(1);

  private volatile TerminalSettings settings;
  private final Launches launches;
  private final BlockingPool pool;
  private final TerminalRecords records;
  private final Function<List<String>, ScreenRules> screenRules;
  private final Consumer<TerminalEvent> listener;
  private final Map<String, Terminal> terminals = new ConcurrentHashMap<>();
  private final Room room;
  private final MemoryBudget budget;
  private final TerminalFiles files;

  /** Runs the clock's tasks. */
  private final Loop loop;

  /** Runs what draws, resizes and ends terminals beside the threads that read them. */
  private final Loop drawing;

  /** Looks at what programs show. */
  private final Loop looks;

  /** Ids of those about which there is news to tell. */
  private final Coalescer<String> changed;

  /** The same of how their programs stand. */
  private final Coalescer<String> attentionChanged;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("terminals-clock").factory());

  private final Lazy<Ptys> ptys;

  private volatile boolean stopping;

  /**
   * @param loops where its clock is kept account of
   * @param records for the next hub, if this one is killed
   * @param makePtys called once, when the first terminal is opened or expected: linking native
   *     calls takes a tenth of a second that the start of the hub need not wait for
   * @param files take what terminals give up where memory is short
   * @param screenRules what is known of what a command shows
   * @param listener is called from any thread and must return soon
   */
  public Terminals(
      Loops loops,
      TerminalSettings settings,
      Launches launches,
      TerminalFiles files,
      BlockingPool pool,
      TerminalRecords records,
      Supplier<Ptys> makePtys,
      Function<List<String>, ScreenRules> screenRules,
      Consumer<TerminalEvent> listener) {
    this.settings = settings;
    this.launches = launches;
    this.pool = pool;
    this.records = records;
    ptys = new Lazy<>(makePtys);
    this.screenRules = screenRules;
    this.listener = listener;
    this.files = files;
    room = new Room(settings.max());
    budget = new MemoryBudget(settings.memoryBytes());
    loop = loops.named("terminals-clock");
    drawing = loops.named("terminal-drawing");
    looks = loops.named("screen-looks");
    changed =
        new Coalescer<>(loop, NEWS_PERIOD, this::later, id -> tell(id, TerminalEvent.Changed::new));
    attentionChanged =
        new Coalescer<>(
            loop, NEWS_PERIOD, this::later, id -> tell(id, TerminalEvent.AttentionChanged::new));
    long period = ROUND_PERIOD.toMillis();
    var _ =
        clock.scheduleAtFixedRate(loop.guard(this::round), period, period, TimeUnit.MILLISECONDS);
  }

  /** Takes over settings for what is opened from now on; the budget of memory stays as it is. */
  public void retune(TerminalSettings changed) {
    int more = changed.max() - settings.max();
    settings = changed;
    launches.retune(changed);
    if (more > 0) {
      room.release(more);
    } else {
      room.take(-more);
    }
  }

  /**
   * Starts a program. Blocks for a moment, so not on an event loop.
   *
   * @throws dev.patchbay.os.BlockingPoolException if the file system does not answer
   */
  public OpenResult open(OpenRequest request) {
    if (stopping) {
      return new OpenResult.Stopping();
    }
    if (!room.tryAcquire()) {
      return new OpenResult.Full("There are " + settings.max() + " terminals already.");
    }
    boolean opened = false;
    try {
      OpenResult result = budget.hasRoom() ? startWithin(request) : outOfMemory();
      opened = result instanceof OpenResult.Opened;
      return result;
    } finally {
      if (!opened) {
        room.release();
      }
    }
  }

  private OpenResult outOfMemory() {
    return new OpenResult.Full(
        "The screens of the terminals take %d MiB of memory, and may take %d MiB (terminals.memory). End or close some."
            .formatted(budget.used() >> 20, budget.limit() >> 20));
  }

  /**
   * Starts another one like a terminal that runs or has ended: with its command, folder,
   * environment, name and tags. Blocks for a moment.
   *
   * @param cols as whoever asks has room for, likewise the rows; by default as for a new one
   * @return empty if there is no such terminal
   */
  public Optional<OpenResult> openAgain(String id, @Nullable Integer cols, @Nullable Integer rows) {
    return find(id).map(terminal -> open(terminal.again(cols, rows)));
  }

  /** A request as far as the system had to be asked. */
  private sealed interface Opening {
    record Refused(OpenResult result) implements Opening {}

    record Started(String id, Terminal.Launch launch, TerminalStream stream, Pty pty)
        implements Opening {}
  }

  /** The file system is asked and the program started in one go: each change of threads costs. */
  private OpenResult startWithin(OpenRequest request) {
    Path folder = launches.wantedFolder(request);
    Opening opening =
        pool.call(folder, BlockingPool.LOOK_UP, () -> prepareAndStart(request), this::discard);
    return switch (opening) {
      case Opening.Refused refused -> refused.result();
      case Opening.Started started -> enter(started);
    };
  }

  private Opening prepareAndStart(OpenRequest request) {
    return switch (launches.prepare(request)) {
      case Launches.Prepared.Refused refused -> new Opening.Refused(refused.result());
      case Launches.Prepared.Ready ready -> start(ready.id(), ready.launch(), ready.spec());
    };
  }

  private Opening start(String id, Terminal.Launch launch, PtySpec spec) {
    TerminalStream stream =
        new TerminalStream(
            id,
            settings,
            drawing,
            budget,
            files,
            launch.cols(),
            launch.rows(),
            launch.request().hold(),
            new AttentionWatch(launch.command(), () -> attentionChanged.note(id), this::later),
            () -> changed.note(id));
    records.begin(id);
    try {
      Ptys way = ptys.get();
      Pty pty =
          pool.spawn(spec.directory(), () -> way.start(spec, stream), late -> late.tree().kill());
      return new Opening.Started(id, launch, stream, pty);
    } catch (OsException e) {
      discard(id, stream);
      return new Opening.Refused(Launches.explain(e));
    } catch (RuntimeException | Error e) {
      discard(id, stream);
      throw e;
    }
  }

  /** Nobody waits for it any more. */
  private void discard(Opening late) {
    if (late instanceof Opening.Started started) {
      started.pty().tree().kill();
      discard(started.id(), started.stream());
    }
  }

  private void discard(String id, TerminalStream stream) {
    stream.discard();
    records.end(id);
  }

  private OpenResult enter(Opening.Started started) {
    String id = started.id();
    Terminal.Launch launch = started.launch();
    TerminalStream stream = started.stream();
    Pty pty = started.pty();
    if (pty.tree() instanceof ProcTree tree) {
      records.started(id, tree.leader(), TerminalDevice.of(tree.device()));
    }
    stream.readsFrom(pty);
    Terminal terminal = new Terminal(id, launch, pty, stream, drawing, () -> changed.note(id));
    ScreenLooks.begin(stream, looks, this::later, () -> screenRules.apply(launch.command()));
    terminals.put(id, terminal);
    listener.accept(new TerminalEvent.Opened(terminal.info()));
    var _ =
        stream.ended().thenAccept(_ -> listener.accept(new TerminalEvent.Exited(terminal.info())));
    if (stopping) {
      // The hub began to stop in between and may not have seen this one.
      close(terminal);
      return new OpenResult.Stopping();
    }
    return new OpenResult.Opened(terminal.info());
  }

  public Optional<Terminal> find(String id) {
    return Optional.ofNullable(terminals.get(id));
  }

  /** The oldest first. */
  public List<TerminalInfo> list() {
    return terminals.values().stream()
        .map(Terminal::info)
        .sorted(Comparator.comparing(TerminalInfo::createdAt))
        .toList();
  }

  /**
   * Ends all that the terminal started and forgets it. Blocks until then, so not on an event loop.
   *
   * @return false if there is no such terminal, or somebody else is closing it
   */
  public boolean close(String id) {
    Terminal terminal = terminals.get(id);
    return terminal != null && close(terminal);
  }

  private boolean close(Terminal terminal) {
    if (!terminal.beginClosing()) {
      return false;
    }
    List<Long> left;
    try {
      left = terminal.pty().tree().end(settings.stopGrace());
    } catch (Throwable e) {
      terminal.closingFailed();
      throw e;
    }
    if (!left.isEmpty()) {
      LOG.warn("terminal {}: processes {} could not be ended", terminal.id(), left);
    } else {
      records.end(terminal.id());
    }
    awaitLastOutput(terminal);
    terminals.remove(terminal.id());
    terminal.stream().discard();
    room.release();
    terminal.stream().viewers().forEach(Viewer::end);
    listener.accept(new TerminalEvent.Closed(terminal.info()));
    return true;
  }

  private static void awaitLastOutput(Terminal terminal) {
    try {
      terminal.stream().stopHolding();
      terminal.stream().ended().get(READ_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("terminal {}: its end was not seen in time", terminal.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refuses new ones and ends all there are, side by side. */
  @Override
  public void close() {
    stopping = true;
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      terminals.values().forEach(terminal -> closers.execute(loop.guard(() -> close(terminal))));
    }
    clock.shutdownNow();
    budget.close();
    ptys.ifMade().ifPresent(Ptys::close);
  }

  /** Lets go of all screens and output that can be had again. Blocks for a moment. */
  public void relieveMemory() {
    budget.giveUpAll();
  }

  /** Gets ready for the first terminal. Blocks until then. */
  public void warmUp() {
    var _ = ptys.get();
  }

  private void tell(String id, Function<TerminalInfo, TerminalEvent> news) {
    find(id).ifPresent(terminal -> listener.accept(news.apply(terminal.info())));
  }

  private void later(Duration delay, Runnable task) {
    if (!stopping) {
      var _ = clock.schedule(loop.guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What is due from time to time. */
  private void round() {
    for (Terminal terminal : terminals.values()) {
      loop.run(() -> round(terminal));
    }
  }

  private void round(Terminal terminal) {
    terminal.stream().releaseHoldsStalledFor(HOLD_PATIENCE);
    terminal.round(loop);
    if (terminal.hasExitedFor(settings.keepExited())) {
      loop.start(() -> close(terminal));
    }
  }
}
