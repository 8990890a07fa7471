package dev.patchbay.hub;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.ConfigException;
import dev.patchbay.config.ConfigFile;
import dev.patchbay.config.Ownership;
import dev.patchbay.config.Quantities;
import dev.patchbay.config.Section;
import dev.patchbay.files.FileSettings;
import dev.patchbay.http.HttpSettings;
import dev.patchbay.launch.ToolSettings;
import dev.patchbay.processes.ProcessSettings;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecReader;
import dev.patchbay.security.ExecRules;
import dev.patchbay.security.Roots;
import dev.patchbay.terminals.TerminalSettings;
import dev.patchbay.terminals.screen.ScreenSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What every room is to be built with, from the command line and the configuration file. */
record Settings(
    Path dataDir,
    HttpSettings http,
    Roots roots,
    ExecRules rules,
    TerminalSettings terminals,
    FileSettings files,
    ToolSettings tools,
    ProcessSettings processes,
    Map<String, ProcessSpec> services) {

  /**
   * {@code $XDG_CONFIG_HOME/patchbay/patchbay.yaml} or {@code ~/.config/patchbay/patchbay.yaml}.
   */
  static Path defaultFile(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(System.getProperty("user.home"), ".config");
    return base.resolve("patchbay").resolve("patchbay.yaml");
  }

  /**
   * @throws ConfigException if something cannot be used, with its place
   */
  static Settings of(ServeOptions options, Map<String, String> environment) {
    Path file = options.config().orElseGet(() -> defaultFile(environment));
    boolean trusting = options.insecurePermissions();
    if (!trusting) {
      requireOwn(file, ownTools(options, environment));
    }
    ConfigFile config =
        new ConfigFile(
            file,
            environment,
            other -> {
              if (!trusting) {
                new Ownership().requireOwn("the file of variables", other);
              }
            });
    Section top =
        options.config().isPresent() || Files.exists(file) ? config.read() : Section.empty();
    BaseFolders folders = config.folders();
    HttpSettings http = http(top, options, folders);
    if (!trusting) {
      http.encryption().ifPresent(tls -> new Ownership().requireSecret("the TLS key", tls.key()));
      new Ownership().requireDataDir(options.dataDir(environment));
    }
    Roots roots = Roots.of(top.paths("roots", folders));
    TerminalSettings terminals = terminals(top.section("terminals"));
    FileSettings files = files(top.section("files"));
    ToolSettings tools =
        tools(top.section("tools"), roots, home(environment), ownTools(options, environment));
    Section supervisor = top.section("processes");
    ExecRules rules = ServiceSection.rules(supervisor, folders, environment);
    ProcessSettings processes = ServiceSection.settings(supervisor, top.section("alerts"));
    Map<String, ProcessSpec> services =
        ServiceSection.services(
            top.section("services"),
            new SpecReader(folders, environment, processes.declared(), config::envFiles));
    ServiceUrls.check(top.section("services"), services);
    top.rejectUnknown();
    requireProtection(http, options.insecure());
    Map<String, String> urls = ServiceUrls.of(services);
    return new Settings(
        options.dataDir(environment),
        http,
        roots,
        rules,
        terminals.beside(urls),
        files,
        tools,
        processes.beside(urls),
        services);
  }

  /** What is read and obeyed, and names programs that are run. */
  private static void requireOwn(Path config, Path tools) {
    Ownership ownership = new Ownership();
    ownership.requireOwn("the configuration file", config);
    ownership.requireOwn("the folder of tools", tools);
    String[] entries = tools.toFile().list();
    if (entries != null) {
      for (String entry : entries) {
        ownership.requireOwn("the file of tools", tools.resolve(entry));
      }
    }
  }

  /** All of the file is read, also what the command line has better. */
  private static HttpSettings http(Section top, ServeOptions options, BaseFolders folders) {
    Section tls = top.section("tls");
    Optional<Path> certificate = tls.path("certificate", folders);
    Optional<Path> key = tls.path("key", folders);
    tls.rejectUnknown();
    if (certificate.isPresent() != key.isPresent()) {
      throw top.faultAt("/tls", "needs both \"certificate\" and \"key\"");
    }
    Optional<String> host = top.text("host");
    Optional<Integer> port = top.parsed("port", Settings::port);
    return top.checked(() ->
        new HttpSettings(
            options.host().or(() -> host).orElse(HttpSettings.DEFAULT_HOST),
            options.port().or(() -> port).orElse(HttpSettings.DEFAULT_PORT),
            top.texts("hosts"),
            certificate.isPresent()
                ? new HttpSettings.Tls(certificate.get(), key.orElseThrow())
                : null));
  }

  private static int port(String text) {
    int port = Quantities.wholeNumber(text);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("must be a number from 0 to 65535");
    }
    return port;
  }

  private static TerminalSettings terminals(Section section) {
    TerminalSettings standard = TerminalSettings.defaults();
    Section environment = section.section("environment");
    List<String> pass =
        Stream.concat(standard.pass().stream(), environment.texts("pass").stream()).toList();
    Map<String, String> set = environment.section("set").entries();
    environment.rejectUnknown();
    TerminalSettings settings =
        section.checked(() ->
            new TerminalSettings(
                section.size("replay", standard.replayBytes()),
                section.sizeOrShare(
                    "memory", Runtime.getRuntime().maxMemory(), standard.memoryBytes()),
                new ScreenSettings(
                    section.number("scrollback", standard.screen().scrollback()),
                    standard.screen().widths(),
                    standard.screen().theme(),
                    Version.current()),
                section.number("max", standard.max()),
                section.duration("stop-grace", standard.stopGrace()),
                section.duration("keep-exited", standard.keepExited()),
                pass,
                set,
                section.flag("shell-integration", standard.shellIntegration())));
    section.rejectUnknown();
    return settings;
  }

  private static FileSettings files(Section section) {
    FileSettings standard = FileSettings.defaults();
    FileSettings settings =
        section.checked(() ->
            new FileSettings(
                section.largeSize("max-upload", standard.maxUploadBytes()),
                section.number("max-uploads", standard.maxUploads())));
    section.rejectUnknown();
    return settings;
  }

  /** Where projects are looked for. */
  List<Path> projectRoots(Map<String, String> environment) {
    return roots.folders().isEmpty() ? List.of(home(environment)) : roots.folders();
  }

  /** Beside the configuration file. */
  private static Path ownTools(ServeOptions options, Map<String, String> environment) {
    return options
        .config()
        .orElseGet(() -> defaultFile(environment))
        .toAbsolutePath()
        .resolveSibling("tools.d");
  }

  private static Path home(Map<String, String> environment) {
    return BaseFolders.home(environment);
  }

  private static ToolSettings tools(Section section, Roots roots, Path home, Path own) {
    ToolSettings settings =
        section.checked(() ->
            new ToolSettings(
                own,
                section.number("probes", ToolSettings.PROBES),
                section.duration("max-age", ToolSettings.MAX_AGE),
                section.section("environment").entries(),
                roots.contain(home) ? home : roots.folders().getFirst()));
    section.rejectUnknown();
    return settings;
  }

  private static void requireProtection(HttpSettings http, boolean insecure) {
    if (insecure || http.encryption().isPresent() || isLoopback(http.host())) {
      return;
    }
    throw new ConfigException(
        "listening on "
            + http.host()
            + " would let others on the network read along: configure tls, or give --insecure");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ConfigException("there is no address for the host " + host);
    }
  }
}
