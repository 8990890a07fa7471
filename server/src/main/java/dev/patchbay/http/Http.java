package dev.patchbay.http;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DiskException;
import dev.patchbay.events.EventLog;
import dev.patchbay.files.Workspace;
import dev.patchbay.launch.Tools;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.Descriptors;
import dev.patchbay.os.Heartbeats;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NotSupportedException;
import dev.patchbay.processes.Processes;
import dev.patchbay.projects.Git;
import dev.patchbay.projects.Projects;
import dev.patchbay.projects.WorkFolders;
import dev.patchbay.security.AccessToken;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.KnownHosts;
import dev.patchbay.security.Sessions;
import dev.patchbay.terminals.Terminals;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's server: everything that the contract names, and the page. */
public final class Http implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Http.class);

  private static final int MAX_BODY_BYTES = 1024 * 1024;

  /** How late a session's streams may end after its 30 days. */
  private static final long EXPIRY_MILLIS = 60_000;

  /** The calls that hold descriptors for long: they leave the last ones to all others. */
  private static final Set<String> NEEDS_DESCRIPTORS =
      Set.of(
          "openTerminal",
          "runTerminalAgain",
          "launchTool",
          "installTool",
          "updateTool",
          "createProcess",
          "runCommand",
          "startProcess",
          "restartProcess",
          "uploadFile",
          "downloadFile",
          "streamTerminal",
          "streamEvents");

  private static final List<String> PAGE_PATHS =
      List.of("/", "/t/:id", "/tools", "/tools/:id", "/settings");

  /** Kept with a request while its body arrives: what fails then is the sender's fault. */
  private static final String READING_BODY = "reading-body";

  /**
   * A frame beyond this is not even read. It is a little more than what {@link StreamSocket} takes,
   * since a connection that is closed with input unread may lose the word why.
   */
  private static final int MAX_FRAME_BYTES = StreamSocket.MAX_MESSAGE_BYTES + 64 * 1024;

  /** What the routes work on. */
  public record Services(
      String version,
      AccessToken token,
      Sessions sessions,
      Terminals terminals,
      Tools tools,
      Folders folders,
      Supplier<Processes> processes,
      Supplier<Reloaded> reload,
      BlockingPool pool,
      Heartbeats heartbeats,
      Workspace files,
      EventLog events,
      AuditLog audit,
      Descriptors descriptors,
      Loops loops) {}

  /** What the calls on folders work on. */
  public record Folders(Projects projects, Git git, WorkFolders folders) {}

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Services services;
  private final Blocking blocking = new Blocking();
  private final StreamRoutes streams;
  private final Newcomers newcomers;
  private final AuditTrail trail;
  private final Access access;
  private final Router router;

  /** Whether the hub has begun to stop, so that nothing is taken any more. */
  private volatile boolean stopping;

  public Http(Vertx vertx, Newcomers newcomers, HttpSettings settings, Services services) {
    this.vertx = vertx;
    this.newcomers = newcomers;
    this.settings = settings;
    this.services = services;
    trail = new AuditTrail(services.audit());
    access =
        new Access(
            services.token(),
            services.sessions(),
            KnownHosts.of(settings.host(), settings.hosts()),
            newcomers,
            trail);
    streams = new StreamRoutes(services.terminals(), blocking, access);
    router = router(Contract.load());
  }

  /**
   * Listens on every core. Blocks until it does.
   *
   * @return the hub's URL
   * @throws ConfigException if it cannot listen
   */
  public String start() {
    vertx.setPeriodic(EXPIRY_MILLIS, _ -> services.sessions().endExpired());
    // One listener for each event loop, all on one port; -1 has them share one that the system
    // picks.
    HttpServerOptions options = options(settings.port() == 0 ? -1 : settings.port());
    List<Listener> listeners = new CopyOnWriteArrayList<>();
    try {
      vertx
          .deployVerticle(
              () -> {
                Listener listener = new Listener(options, newcomers, router);
                listeners.add(listener);
                return listener;
              },
              new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new ConfigException(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    String scheme = settings.encryption().isPresent() ? "https" : "http";
    return scheme + "://" + host + ":" + listeners.getFirst().port();
  }

  private HttpServerOptions options(int port) {
    HttpServerOptions options = options().setHost(settings.host()).setPort(port);
    settings
        .encryption()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
    return options;
  }

  /** Whatever it listens on. */
  private static HttpServerOptions options() {
    return new HttpServerOptions()
        // HTTP/2 would bring a second way of naming the host, and upgrades of another kind.
        .setHttp2ClearTextEnabled(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setWebSocketSubProtocols(SessionHeaders.PROTOCOLS_TAKEN)
        .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
        .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
        // What is inflated has no bound there.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setSslHandshakeTimeout(Newcomers.PATIENCE.toSeconds())
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
  }

  /**
   * Listens on a Unix socket, too, for the client of the same user. Blocks until it does.
   *
   * @throws ConfigException if it cannot, such as where the path is too long for a socket
   */
  public void startLocally(Path socket) {
    try {
      vertx
          .deployVerticle(new LocalListener(options(), router, socket))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new ConfigException(
          "cannot listen on " + socket + ": " + Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  /** Lets in by this token from now on; all that another one opened ends. Any thread. */
  public void replaceToken(AccessToken token) {
    access.replaceToken(token);
  }

  /** From now on every call is answered with 503. */
  public void refuseAll() {
    stopping = true;
  }

  /** Tells every viewer that the hub stops; the connections end with it. */
  @Override
  public void close() {
    refuseAll();
    streams.stop();
    blocking.close();
  }

  private Router router(Contract contract) {
    Router router = Router.router(vertx);
    router.route().handler(access::refuseForeign).handler(this::refuseWhenStopping);
    Map<String, Handler<RoutingContext>> handlers = handlers(contract);
    for (Contract.Operation operation : contract.operations()) {
      String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
      // Each request is held against the patterns of all routes before its own, so they are few.
      Route route = route(router, operation.methods(), path);
      if (!operation.open()) {
        route.handler(access::refuseStrangers);
      }
      if (AuditTrail.covers(operation)) {
        route.handler(context -> trail.follow(operation, context));
      }
      if (operation.body() instanceof Contract.Body.Json) {
        route.handler(Http::expectJson);
        // Another route, since one reads bodies before all its handlers.
        route =
            route(router, operation.methods(), path)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
      }
      if (NEEDS_DESCRIPTORS.contains(operation.id())) {
        route.handler(this::refuseWhenScarce);
      }
      route.handler(context -> check(operation, context));
      route.handler(
          Objects.requireNonNull(handlers.get(operation.id()), "nobody handles " + operation.id()));
    }
    Page page = new Page(blocking, services.pool());
    List<HttpMethod> read = List.of(HttpMethod.GET, HttpMethod.HEAD);
    for (String path : PAGE_PATHS) {
      route(router, read, path).handler(page::start);
    }
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(page::file);
    router.route().handler(context -> unknown(contract, context));
    router.route().failureHandler(this::fail);
    return router;
  }

  private static Route route(Router router, List<HttpMethod> methods, String path) {
    Route route = router.route(path);
    methods.forEach(route::method);
    return route;
  }

  private Map<String, Handler<RoutingContext>> handlers(Contract contract) {
    LoginRoutes login = new LoginRoutes(access, services.sessions(), trail);
    KnownTerminals known = new KnownTerminals(services.terminals());
    TerminalRoutes terminals = new TerminalRoutes(known, blocking);
    ScreenRoutes screens = new ScreenRoutes(known, blocking);
    SystemRoutes system =
        new SystemRoutes(
            services.version(),
            services.terminals(),
            services.processes(),
            services.pool(),
            services.heartbeats(),
            services.loops(),
            blocking);
    FileWorkRoutes work = new FileWorkRoutes(services.files(), known, blocking);
    FileRoutes files = new FileRoutes(services.files(), known, blocking);
    ToolRoutes tools = new ToolRoutes(services.tools(), blocking);
    FolderRoutes folders =
        new FolderRoutes(
            services.folders().projects(),
            services.folders().git(),
            services.tools(),
            services.folders().folders(),
            blocking);
    EventRoutes events = new EventRoutes(services.events());
    ProcessRoutes processes =
        new ProcessRoutes(services.processes(), services.terminals(), blocking);
    ProcessViews views = new ProcessViews(services.processes(), services.terminals(), blocking);
    ChallengeRoutes challenges = new ChallengeRoutes(access);
    ConfigRoutes configuration = new ConfigRoutes(services.reload(), blocking);
    return Map.ofEntries(
        Map.entry("login", login::login),
        Map.entry("logout", login::logout),
        Map.entry("issueTicket", login::ticket),
        Map.entry("proveIdentity", challenges::answer),
        Map.entry("getHealth", system::health),
        Map.entry("getSystem", system::system),
        Map.entry("streamEvents", events::stream),
        Map.entry("getContract", context -> Replies.json(context, 200, contract.document())),
        Map.entry(
            "getDocs", context -> Replies.html(context, DocsPage.render(contract.document()))),
        Map.entry("listTerminals", terminals::list),
        Map.entry("openTerminal", terminals::open),
        Map.entry("getTerminal", terminals::get),
        Map.entry("changeTerminal", terminals::change),
        Map.entry("deleteTerminal", terminals::delete),
        Map.entry("signalTerminal", terminals::signal),
        Map.entry("runTerminalAgain", terminals::runAgain),
        Map.entry("getScreen", screens::screen),
        Map.entry("typeKeys", screens::keys),
        Map.entry("awaitScreen", screens::await),
        Map.entry("listProcesses", views::list),
        Map.entry("createProcess", processes::create),
        Map.entry("signalProcesses", processes::signalGroup),
        Map.entry("runCommand", processes::run),
        Map.entry("getProcess", views::get),
        Map.entry("deleteProcess", processes::delete),
        Map.entry("startProcess", processes::start),
        Map.entry("stopProcess", processes::stop),
        Map.entry("restartProcess", processes::restart),
        Map.entry("resetProcess", processes::reset),
        Map.entry("signalProcess", processes::signal),
        Map.entry("messageProcess", processes::message),
        Map.entry("checkProcess", views::check),
        Map.entry("checkProcesses", views::checkAll),
        Map.entry("getProcessOutput", views::output),
        Map.entry("getProcessSeries", views::series),
        Map.entry("getProcessHistory", views::history),
        Map.entry("getProcessCrashes", views::crashes),
        Map.entry("getHistory", views::allHistory),
        Map.entry("listAlerts", new AlertRoutes(services.processes(), blocking)::list),
        Map.entry("listAudit", new AuditRoutes(services.audit(), services.pool(), blocking)::list),
        Map.entry("reloadConfig", configuration::reload),
        Map.entry("planUpload", files::plan),
        Map.entry("uploadFile", files::upload),
        Map.entry("listFiles", work::list),
        Map.entry("makeFolder", work::makeFolder),
        Map.entry("moveFile", work::move),
        Map.entry("deleteFile", work::delete),
        Map.entry("downloadFile", files::download),
        Map.entry("streamTerminal", streams::stream),
        Map.entry("listFolders", folders::list),
        Map.entry("getFolderCard", folders::card),
        Map.entry("listTools", tools::list),
        Map.entry("getTool", tools::get),
        Map.entry("launchTool", tools::launch),
        Map.entry("installTool", tools::install),
        Map.entry("updateTool", tools::update),
        Map.entry("getToolScript", tools::script));
  }

  private static void expectJson(RoutingContext context) {
    JsonBody.refusal(context.request())
        .ifPresentOrElse(
            problem -> problem.send(context.response()),
            () -> {
              context.put(READING_BODY, true);
              context.next();
            });
  }

  private void refuseWhenStopping(RoutingContext context) {
    if (stopping) {
      stopping(context);
    } else {
      context.next();
    }
  }

  private static void stopping(RoutingContext context) {
    Problem.of(503, "stopping", "The hub is shutting down.").send(context.response());
  }

  private void refuseWhenScarce(RoutingContext context) {
    if (services.descriptors().areScarce()) {
      Problem.of(
              429,
              "out-of-descriptors",
              "The hub has nearly as many files and connections open as the system lets it ("
                  + services.descriptors().limit()
                  + ", \"ulimit -n\"). End something, or start the hub with a higher limit.")
          .send(context.response());
    } else {
      context.next();
    }
  }

  private void check(Contract.Operation operation, RoutingContext context) {
    context.remove(READING_BODY);
    switch (Input.check(operation, context)) {
      case Input.Checked.Good(Input input) -> {
        input.keep(context);
        context.next();
      }
      case Input.Checked.Bad(Problem problem) -> problem.send(context.response());
    }
  }

  private void unknown(Contract contract, RoutingContext context) {
    String path = context.normalizedPath();
    String allowed =
        String.join(
            ", ",
            contract.operations().stream()
                .filter(operation -> path.matches(operation.path().replaceAll("\\{\\w+}", "[^/]+")))
                .flatMap(operation -> operation.methods().stream())
                .map(HttpMethod::name)
                .toList());
    if (allowed.isEmpty()) {
      Problem.of(404, "unknown-path", "There is nothing at " + path + ".").send(context.response());
    } else {
      context.response().putHeader("Allow", allowed);
      Problem.of(405, "method-not-allowed", path + " takes " + allowed + ".")
          .send(context.response());
    }
  }

  private void fail(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    if (context.failure() instanceof BlockingPoolException e) {
      Problem.of(e).send(context.response());
      return;
    }
    if (stopping || context.failure() instanceof Blocking.StoppingException) {
      stopping(context);
      return;
    }
    switch (context.statusCode()) {
      case 413 ->
          Problem.of(413, "too-large", "A body may have 1 MiB at most.").send(context.response());
      case 400 ->
          Problem.of(400, "malformed-request", "The request cannot be read.")
              .send(context.response());
      default -> {
        if (context.failure() instanceof NotSupportedException here) {
          Problem.notSupported(here.detail()).send(context.response());
          return;
        }
        if (context.get(READING_BODY) != null) {
          Problem.of(400, "malformed-request", "The request's body cannot be read.")
              .send(context.response());
          return;
        }
        if (context.failure() instanceof DiskException full) {
          Problem.of(full.fault()).send(context.response());
          return;
        }
        LOG.error("{} failed", context.request().method(), context.failure());
        Problem.of(500, "internal-error", "The hub failed at this; its log says more.")
            .send(context.response());
      }
    }
  }
}
