package dev.patchbay.hub;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import dev.patchbay.detectors.probe.ExecGate;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.events.EventLog;
import dev.patchbay.files.Bin;
import dev.patchbay.files.Workspace;
import dev.patchbay.http.Http;
import dev.patchbay.http.Newcomers;
import dev.patchbay.http.Reloaded;
import dev.patchbay.http.TerminalJson;
import dev.patchbay.launch.AllowedProbeRunner;
import dev.patchbay.launch.HubProbeRunner;
import dev.patchbay.launch.PoolFileAccess;
import dev.patchbay.launch.Tools;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Descriptors;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Heartbeats;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.os.NotSupportedException;
import dev.patchbay.processes.Guest;
import dev.patchbay.processes.Processes;
import dev.patchbay.processes.ReloadResult;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.projects.GitCommand;
import dev.patchbay.projects.Projects;
import dev.patchbay.projects.WorkFolders;
import dev.patchbay.security.AccessToken;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import dev.patchbay.security.SessionStore;
import dev.patchbay.security.Sessions;
import dev.patchbay.security.TokenWatch;
import dev.patchbay.terminals.Launches;
import dev.patchbay.terminals.ShellIntegration;
import dev.patchbay.terminals.TerminalEvent;
import dev.patchbay.terminals.TerminalFiles;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.TerminalRecords;
import dev.patchbay.terminals.Terminals;
import dev.patchbay.terminals.attention.ScreenRules;
import dev.patchbay.terminals.pty.Ptys;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub, put together: starts its rooms in order and stops them in reverse. */
final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final Duration SERVER_STOP = Duration.ofSeconds(2);

  /** Of the ten seconds that a stop may take; the rest is for the end of the process itself. */
  static final Duration STOP = Duration.ofSeconds(9);

  /** What stops takes milliseconds; programs have what the others leave. */
  private static final Duration ROOM_STOP = Duration.ofSeconds(2);

  /** For each part where those before it took all the time. */
  private static final Duration LEAST_STOP = Duration.ofMillis(100);

  private final Loops loops;

  /** What has been started, the newest first. */
  private final Deque<Stop> started = new ArrayDeque<>();

  private final String url;

  /** Replaced when the user replaces it in the data dir. */
  private volatile AccessToken token;

  private final AuditLog audit;
  private final Terminals terminals;
  private final Tools tools;
  private final Supplier<Settings> configuration;
  private final Supplier<NativeSupport> support;
  private final Settings startedWith;

  /** What launched tools are told of the services; replaced when they are declared anew. */
  private volatile Map<String, String> serviceUrls;

  /** There once an earlier hub's have been looked after. */
  private final CompletableFuture<Processes> processes = new CompletableFuture<>();

  /** Done first of all when the hub stops. */
  private volatile Runnable refuseCalls = () -> {};

  private record Stop(String room, AutoCloseable closeable, Duration patience) {}

  private Hub(
      Supplier<Settings> configuration,
      Map<String, String> environment,
      BiConsumer<Loop, Throwable> fatal,
      Supplier<NativeSupport> support) {
    loops = new Loops(fatal);
    this.support = support;
    Settings settings = configuration.get();
    this.configuration = configuration;
    startedWith = settings;
    serviceUrls = ServiceUrls.of(settings.services());
    DataDir dataDir = DataDir.open(settings.dataDir());
    RunningHub.Claim claim = begin("data dir", RunningHub.claim(dataDir));
    dataDir.removeLeftovers();
    try {
      token = AccessToken.obtain(environment, dataDir);
      EventLog events = new EventLog(loops);
      audit =
          begin(
              "audit log",
              new AuditLog(dataDir.path().resolve("audit.log"), dataDir.storage(), loops));
      ExecPolicy policy =
          new ExecPolicy(
              settings.rules(), settings.roots(), refusal -> Refusals.tell(events, audit, refusal));
      Descriptors descriptors = Descriptors.ofThisProcess();
      Newcomers newcomers = new Newcomers(descriptors.limit());
      Vertx vertx = Vertx.builder().with(options()).withTransport(newcomers.transport()).build();
      begin("event loops", () -> stop(vertx));
      BlockingPool pool = begin("blocking calls", new BlockingPool());
      Launches launches =
          new Launches(
              pool,
              environment,
              this::programEnvironment,
              settings.terminals(),
              policy,
              new ShellIntegration(dataDir),
              Version.current());
      TerminalRecords records = begin("terminal records", new TerminalRecords(loops, dataDir));
      terminals =
          new Terminals(
              loops,
              settings.terminals(),
              launches,
              terminalFiles(pool, dataDir),
              pool,
              records,
              () -> Ptys.by(support.get(), pool, loops),
              this::screenRules,
              event -> heard(events, event));
      begin("programs", this::endPrograms, STOP);
      ProbeRunner runner =
          new AllowedProbeRunner(
              begin("probes", new HubProbeRunner(support, pool, loops)),
              settings.rules(),
              new PoolFileAccess(pool));
      tools =
          begin(
              "tools",
              new Tools(
                  pool,
                  loops,
                  settings.tools(),
                  dataDir,
                  environment,
                  terminals,
                  runner,
                  this::ownVariables,
                  event -> ToolEvents.publish(events, audit, event)));
      Http http =
          begin(
              "http",
              new Http(
                  vertx,
                  newcomers,
                  settings.http(),
                  new Http.Services(
                      Version.current(),
                      token,
                      begin("sessions", new Sessions(SessionStore.open(dataDir), token)),
                      terminals,
                      tools,
                      new Http.Folders(
                          begin(
                              "projects",
                              new Projects(pool, loops, settings.projectRoots(environment))),
                          new GitCommand(
                              new ExecGate(runner, new PoolFileAccess(pool)),
                              () -> tools.program("git"),
                              tools::environment),
                          new WorkFolders(pool, settings.roots()::contain)),
                      this::processes,
                      this::reload,
                      pool,
                      begin("heartbeats", heartbeats(vertx)),
                      new Workspace(
                          pool, settings.files(), settings.roots(), dataDir, Bin.of(environment)),
                      events,
                      audit,
                      descriptors,
                      loops)));
      url = http.start();
      begin(
          "token",
          TokenWatch.start(
              environment,
              dataDir,
              token,
              successor -> {
                token = successor;
                http.replaceToken(successor);
              }));
      begin("local socket", LocalSocket.open(dataDir, http));
      refuseCalls =
          () -> {
            http.refuseAll();
            audit.note(AuditEntry.ofHub("hub.stopping", "", AuditEntry.DONE, Map.of()));
          };
      audit.note(
          AuditEntry.ofHub(
              "hub.started",
              "",
              AuditEntry.DONE,
              Map.of("url", url, "version", Version.current())));
      claim.publish(url);
      begin("news", new HubNews(events, terminals, processes)).started(url);
      // What they need of native code takes a moment to link, which the ready line need not wait
      // for; who asks for processes does.
      Thread.ofPlatform()
          .daemon()
          .name("processes-start")
          .start(
              () -> startProcesses(pool, settings, dataDir, environment, policy, events, records));
    } catch (RuntimeException e) {
      processes.completeExceptionally(e);
      close();
      throw e;
    }
  }

  /**
   * @param configuration read now, and again when the hub is asked to take over what changed
   * @param fatal told what a background loop cannot survive; see {@link Loops}
   */
  static Hub start(
      Supplier<Settings> configuration,
      Map<String, String> environment,
      BiConsumer<Loop, Throwable> fatal) {
    return start(configuration, environment, fatal, NativeSupport::ofThisMachine);
  }

  /**
   * The same on a machine that may lack system calls.
   *
   * @param support asked when the first of them is needed, since that takes a moment
   */
  static Hub start(
      Supplier<Settings> configuration,
      Map<String, String> environment,
      BiConsumer<Loop, Throwable> fatal,
      Supplier<NativeSupport> support) {
    return new Hub(configuration, environment, fatal, support);
  }

  private void startProcesses(
      BlockingPool pool,
      Settings settings,
      DataDir dataDir,
      Map<String, String> environment,
      ExecPolicy policy,
      EventLog events,
      TerminalRecords records) {
    try {
      if (support.get() instanceof NativeSupport.Missing(String reason)) {
        LOG.warn("processes are not supervised and services not started here: {}", reason);
        processes.completeExceptionally(
            new NotSupportedException(
                "Processes cannot be supervised on this machine: " + reason + "."));
        return;
      }
      // Beside the services, which need not wait for what takes its time to end.
      loops
          .named("terminals-recovery")
          .start(() -> records.endLeftBehind(pool, settings.terminals().stopGrace()));
      Processes made =
          new Processes(
              pool,
              loops,
              dataDir,
              settings.processes(),
              environment,
              this::programEnvironment,
              policy,
              audit,
              this::programs,
              event -> ProcessNews.tell(events, event),
              change -> ProcessNews.tell(events, change));
      try {
        made.begin(settings.services());
      } catch (RuntimeException e) {
        made.close();
        throw e;
      }
      processes.complete(made);
    } catch (RuntimeException | Error e) {
      LOG.error("processes cannot be supervised", e);
      processes.completeExceptionally(e);
    }
  }

  /**
   * Those that are supervised, once an earlier hub's have been looked after.
   *
   * @throws NotSupportedException where none can be
   */
  private Processes processes() {
    try {
      return processes.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NotSupportedException here) {
        throw here;
      }
      throw e;
    }
  }

  /** Whether the machine has the system calls that a good part of the hub is made of. */
  NativeSupport support() {
    return support.get();
  }

  Loops loops() {
    return loops;
  }

  /** What runs in terminals, to be measured beside the services. */
  private List<Guest> programs() {
    return terminals.list().stream()
        .map(terminal ->
            new Guest(terminal.id(), Math.toIntExact(terminal.pid()), terminal.exit() == null))
        .toList();
  }

  /** Services and terminals side by side, so that the patience with one is that with the other. */
  private void endPrograms() throws InterruptedException {
    CountDownLatch services = new CountDownLatch(1);
    loops
        .named("processes-stop")
        .start(() -> {
          try {
            processes.join().close();
          } catch (CompletionException e) {
            LOG.debug("there are no processes to end", e);
          } finally {
            services.countDown();
          }
        });
    terminals.close();
    services.await();
  }

  /**
   * Takes over what changed in the configuration file, as far as it can while it runs. Blocks for a
   * moment.
   *
   * @throws ConfigException if the file cannot be used; then nothing was changed
   */
  Reloaded reload() {
    Settings changed = configuration.get();
    try {
      ReloadResult done = processes().apply(changed.services(), changed.processes());
      terminals.retune(changed.terminals());
      tools.retune(changed.tools());
      serviceUrls = ServiceUrls.of(changed.services());
      audit.note(
          AuditEntry.ofHub(
              "config.reloaded", "", AuditEntry.DONE, Map.of("changes", done.changes())));
      return new Reloaded(
          done.changes(), done.waiting(), SettingsChange.atNextStart(startedWith, changed));
    } catch (SpecException e) {
      throw new ConfigException("services" + e.pointer().replace('/', '.') + ": " + e.detail());
    }
  }

  /** What tools find in their environment of the hub and its services. */
  private Map<String, String> ownVariables() {
    Map<String, String> variables = new HashMap<>(serviceUrls);
    variables.put("PATCHBAY_URL", url);
    return variables;
  }

  /** The page, its secret included: for the user's eyes. */
  String welcome() {
    return url + "/#token=" + token.reveal();
  }

  /** Lets go of what can be had again. Blocks for a moment. */
  void relieveMemory() {
    terminals.relieveMemory();
  }

  /** Prepares for the first terminal what it would otherwise wait for. */
  void warmUp() {
    terminals.warmUp();
  }

  AccessToken token() {
    return token;
  }

  String url() {
    return url;
  }

  /**
   * Stops in reverse, within {@link #STOP}. Whatever fails at it does not keep the rest from
   * stopping, and what hangs is left alone: its thread does not keep the hub from ending.
   */
  @Override
  public void close() {
    long deadline = System.nanoTime() + STOP.toNanos();
    refuseCalls.run();
    while (!started.isEmpty()) {
      Stop next = started.pop();
      long left = Math.max(LEAST_STOP.toNanos(), deadline - System.nanoTime());
      stop(next, Duration.ofNanos(Math.min(left, next.patience.toNanos())));
    }
  }

  private static void stop(Stop next, Duration patience) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("stop " + next.room)
            .start(() -> {
              try {
                next.closeable.close();
              } catch (Throwable e) {
                LOG.error("{} did not stop in order", next.room, e);
              }
            });
    try {
      if (!thread.join(patience)) {
        Exception where = new Exception("where it was");
        where.setStackTrace(thread.getStackTrace());
        LOG.error("{} did not stop within {} ms", next.room, patience.toMillis(), where);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends AutoCloseable> T begin(String room, T closeable) {
    return begin(room, closeable, ROOM_STOP);
  }

  private <T extends AutoCloseable> T begin(String room, T closeable, Duration patience) {
    started.push(new Stop(room, closeable, patience));
    return closeable;
  }

  private static Heartbeats heartbeats(Vertx vertx) {
    List<Heartbeats.Pulse> pulses = new ArrayList<>();
    pulses.add(Heartbeats.Pulse.ofVirtualThreads());
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      int number = pulses.size();
      pulses.add(
          new Heartbeats.Pulse(
              "event loop " + number, loop, name -> name.startsWith("vert.x-eventloop-thread-")));
    }
    return new Heartbeats(pulses);
  }

  /** Nothing is read from the class path through Vert.x, so it needs no cache on the disk. */
  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /** Nothing of an earlier hub's is of use: its terminals have ended with it. */
  private static TerminalFiles terminalFiles(BlockingPool pool, DataDir dataDir) {
    TerminalFiles files = new TerminalFiles(pool, dataDir.path().resolve("terminals"));
    try {
      files.clear();
    } catch (IOException e) {
      LOG.warn("files of an earlier hub's terminals could not be deleted", e);
    }
    return files;
  }

  private static void stop(Vertx vertx) throws Exception {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .get(SERVER_STOP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asked for by terminals, which are there before the tools are. */
  private Map<String, String> programEnvironment() {
    return tools.environment();
  }

  /** Asked for by terminals, which are there before the tools are. */
  private ScreenRules screenRules(List<String> command) {
    return tools.screenRules(command);
  }

  private void heard(EventLog events, TerminalEvent event) {
    tell(events, event);
    switch (event) {
      case TerminalEvent.Exited(var terminal) -> {
        audit.note(ended(terminal));
        tools.terminalEnded(terminal);
      }
      case TerminalEvent.Closed(var terminal) -> tools.terminalEnded(terminal);
      case TerminalEvent.Opened _, TerminalEvent.Changed _, TerminalEvent.AttentionChanged _ -> {}
    }
  }

  private static AuditEntry ended(TerminalInfo terminal) {
    String how =
        switch (terminal.exit()) {
          case null -> "";
          case ExitStatus.Exited(int code) -> "Exit code: " + code;
          case ExitStatus.Killed(String signal, boolean _) -> "Killed by signal: " + signal;
          case ExitStatus.Unknown(String reason) -> reason;
        };
    return AuditEntry.ofHub(
        "terminal.exited",
        terminal.id(),
        AuditEntry.DONE,
        Map.of("name", terminal.name(), "how", how));
  }

  private static void tell(EventLog events, TerminalEvent event) {
    String name =
        switch (event) {
          case TerminalEvent.Opened _ -> "terminal.opened";
          case TerminalEvent.Changed _ -> "terminal.changed";
          case TerminalEvent.AttentionChanged _ -> "terminal.attention-changed";
          case TerminalEvent.Exited _ -> "terminal.exited";
          case TerminalEvent.Closed _ -> "terminal.closed";
        };
    events.publish(
        name,
        Map.of(
            "id", event.terminal().id(), "terminal", TerminalJson.of(event.terminal()).getMap()));
  }
}
