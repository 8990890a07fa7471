package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a soak does to a hub, each part over and over on a thread of its own: people who type, look
 * and leave, programs that end at once, flood, redraw and are killed, and strangers who send what
 * they should not.
 */
final class SoakLoad {
  /** Services are killed far more often than a service that is well would end. */
  static final String CONFIGURATION = "processes: {max: 100}\n";

  private static final int REDRAWING = 8;
  private static final int SERVICES = 10;
  private static final int TOO_LONG_BYTES = 2 * 1024 * 1024;
  private static final int SILENT_CONNECTIONS = 20;
  private static final int SHOWN_FAILURES = 3;

  private static final String[] ECHO = {"/bin/sh", "-c", "stty raw -echo; printf ready; exec cat"};
  private static final String[] REDRAW = {
    "/bin/sh", "-c", "while :; do printf '\\033[2J\\033[H'; seq 1 40; sleep 0.2; done"
  };
  private static final String[] BURSTS = {
    "/bin/sh", "-c", "while :; do seq 1 200000; sleep 1; done"
  };
  private static final JsonObject RESTART =
      new JsonObject().put("policy", "always").put("delay", "50ms").put("maxDelay", "100ms");

  private static final Duration KEY_PAUSE = Duration.ofMillis(20);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(50);
  private static final Duration LONG_PAUSE = Duration.ofMillis(500);

  /**
   * What came of it.
   *
   * @param done how often each part was done, for people
   * @param programs what ran in terminals and as services at its end
   */
  record Outcome(double[] echoMillis, String done, long failures, List<ProcessFacts> programs) {}

  /** One round of a part. */
  private interface Round {
    void run() throws Exception;
  }

  private final HubProcess hub;
  private final Path fifo;
  private final long end;
  private final List<String> terminals = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final DoubleStream.Builder echoes = DoubleStream.builder();
  private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final List<Thread> parts = new ArrayList<>();

  private SoakLoad(HubProcess hub, Path folder, Duration length) throws Exception {
    this.hub = hub;
    fifo = folder.resolve("fifo");
    if (new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("mkfifo failed on " + fifo);
    }
    end = System.nanoTime() + length.toNanos();
  }

  /** Blocks for that long, and takes away again what it made. */
  static Outcome run(HubProcess hub, Path folder, Duration length) throws Exception {
    SoakLoad load = new SoakLoad(hub, folder, length);
    load.prepare();
    load.start();
    for (Thread part : load.parts) {
      part.join();
    }
    List<ProcessFacts> programs = new ArrayList<>(hub.programs());
    for (JsonObject service : hub.processes()) {
      Long pid = service.getLong("pid");
      if (pid != null) {
        programs.add(new ProcessFacts(pid));
      }
    }
    load.cleanUp();
    return new Outcome(load.echoes.build().toArray(), load.counts(), load.failures.get(), programs);
  }

  private void prepare() throws IOException {
    for (int i = 0; i < REDRAWING; i++) {
      terminals.add(hub.open(REDRAW));
    }
    terminals.add(hub.open(BURSTS));
    for (int i = 0; i < SERVICES; i++) {
      JsonObject service =
          new JsonObject()
              .put("name", "soaked-" + i)
              .put("kind", "service")
              .put("command", new JsonArray(List.of("/bin/sh", "-c", "echo up; exec sleep 600")))
              .put("restart", RESTART);
      services.add(hub.declare(service).getString("id"));
    }
  }

  private void start() throws IOException {
    HubClient typist = hub.watch(echoing(), "skip");
    typist.awaitReady();
    part("keys", KEY_PAUSE, () -> type(typist));
    part("attaches", SHORT_PAUSE, this::attachAndLeave);
    part("short terminals", SHORT_PAUSE, new ShortTerminal(hub.connect())::run);
    part("kills", LONG_PAUSE, this::killService);
    HttpConnection reader = hub.connect();
    part("reads", SHORT_PAUSE, () -> reader.call("GET", "/api/tools", new JsonObject()));
    part("looks", LONG_PAUSE.multipliedBy(20), () -> hub.read("/api/tools?refresh=true"));
    part("pipes asked for as files", LONG_PAUSE, () -> hub.refuses("/api/files?path=" + fifo));
    part("long messages", LONG_PAUSE, this::sendTooMuch);
    part("garbage", LONG_PAUSE, this::sendGarbage);
    part("silent crowds", LONG_PAUSE, this::stayAway);
  }

  private String echoing() throws IOException {
    String id = hub.open(ECHO);
    terminals.add(id);
    return id;
  }

  private void part(String name, Duration pause, Round round) {
    AtomicLong count = new AtomicLong();
    done.put(name, count);
    parts.add(
        Thread.ofPlatform()
            .name(name)
            .start(() -> {
              while (System.nanoTime() < end) {
                try {
                  round.run();
                  count.incrementAndGet();
                } catch (Exception e) {
                  if (failures.incrementAndGet() <= SHOWN_FAILURES) {
                    System.err.println(name + " failed: " + e);
                  }
                }
                LockSupport.parkNanos(pause.toNanos());
              }
            }));
  }

  private void type(HubClient typist) throws IOException {
    long begun = System.nanoTime();
    typist.type(new byte[] {'k'});
    typist.skip(1);
    echoes.add((System.nanoTime() - begun) / 1e6);
  }

  /** Leaves without a word, as a lost network does. */
  private void attachAndLeave() throws IOException {
    String id = terminals.get(ThreadLocalRandom.current().nextInt(terminals.size()));
    try (HubClient viewer = hub.watch(id, "skip")) {
      viewer.output();
    }
  }

  private void killService() throws IOException {
    String id = services.get(ThreadLocalRandom.current().nextInt(services.size()));
    JsonObject service = hub.process(id);
    if (service.getString("state").equals("running")) {
      ProcessHandle.of(service.getLong("pid")).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** The hub ends the connection of whoever sends more than a message may have. */
  private void sendTooMuch() throws IOException {
    try (WebSocket socket = hub.socket(terminals.getFirst(), "skip")) {
      socket.send(new byte[TOO_LONG_BYTES]);
      while (true) {
        socket.next();
      }
    } catch (EOFException _) {
      return;
    } catch (IOException e) {
      // A connection that was closed while it was written to.
      if (!String.valueOf(e.getMessage()).matches("Broken pipe|Connection reset.*")) {
        throw e;
      }
    }
  }

  private void sendGarbage() throws IOException {
    byte[] garbage = new byte[4096];
    ThreadLocalRandom.current().nextBytes(garbage);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      socket.getOutputStream().write(garbage);
      socket.getOutputStream().write("\r\n\r\n".getBytes(ISO_8859_1));
    }
  }

  private void stayAway() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < SILENT_CONNECTIONS; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), hub.port()));
      }
      LockSupport.parkNanos(LONG_PAUSE.toNanos());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private void cleanUp() throws IOException {
    for (String id : terminals) {
      hub.delete(id);
    }
    for (String id : services) {
      hub.forget(id);
    }
    Files.delete(fifo);
  }

  private String counts() {
    return new TreeMap<>(done)
        .entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  /** A program that ends at once, and is forgotten. */
  private record ShortTerminal(HttpConnection http) {
    void run() throws IOException {
      JsonObject body = new JsonObject().put("command", new JsonArray(List.of("/bin/true")));
      String id = http.call("POST", "/api/terminals", body).getString("id");
      http.call("DELETE", "/api/terminals/" + id, new JsonObject());
    }
  }
}
