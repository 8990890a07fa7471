package dev.patchbay.hub;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.PlainText;
import dev.patchbay.config.UserEnvironment;
import dev.patchbay.os.CompilerThreads;
import dev.patchbay.os.Loop;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.os.NotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one program: the hub without a command, its clients with one. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int USAGE = 2;

  /** EX_SOFTWARE of sysexits(3): the hub did not stop in order. */
  private static final int SOFTWARE = 70;

  private static final Duration HALT_AFTER = Duration.ofMillis(800);

  /** EX_OSERR of sysexits(3), so that whoever supervises the hub starts it again. */
  private static final int OUT_OF_MEMORY = 71;

  private static final String HEAP_IS_FULL =
      "patchbay: the hub ends, since its heap is full. Its services run on, and the next start"
          + " takes them over. Give it a larger heap (-Xmx), or fewer and shorter terminals.";

  /** An idle hub takes a third of it; the rest is for its work. */
  private static final long MIN_HEAP_BYTES = 48L << 20;

  private static final String SERVE = "serve";
  private static final String PRACTISE = "practise";

  private Main() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = List.of(args);
    // A probe that tries another address of a host still says which host it means.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    boolean named = !arguments.isEmpty() && arguments.getFirst().equals(SERVE);
    try {
      if (named || ServeOptions.areFor(arguments)) {
        serve(ServeOptions.parse(named ? arguments.subList(1, arguments.size()) : arguments));
      } else if (arguments.getFirst().equals(PRACTISE)) {
        Practice.run(ServeOptions.parse(arguments.subList(1, arguments.size())));
      } else {
        System.exit(CommandLines.execute(args));
      }
    } catch (ConfigException e) {
      System.err.println("patchbay: " + PlainText.of(String.valueOf(e.getMessage())));
      System.exit(USAGE);
    }
  }

  private static void serve(ServeOptions options) throws InterruptedException {
    requireHeap(Runtime.getRuntime().maxMemory());
    UserEnvironment.objection().ifPresent(LOG::warn);
    Map<String, String> environment = UserEnvironment.ofThisProcess();
    Hub hub = Hub.start(() -> Settings.of(options, environment), environment, Main::giveUp);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(hub)));
    System.out.println("Patchbay is ready at " + hub.welcome());
    new HeapWatch(hub::relieveMemory, Main::endForWantOfMemory).start();
    // Not before: it links native calls, which the ready line need not wait for.
    if (hub.support() instanceof NativeSupport.Available) {
      CompilerThreads.giveWay();
    }
    hub.warmUp();
    Signals.register("HUP", () -> hub.loops().named("reload").start(() -> reload(hub)));
    // The hub works on threads of its own until a signal ends the process.
    new CountDownLatch(1).await();
  }

  /** Other hooks, of libraries, may hang as well: then the process ends without them. */
  private static void stop(Hub hub) {
    Thread.ofPlatform()
        .daemon()
        .name("halt")
        .start(() -> {
          try {
            Thread.sleep(Hub.STOP.plus(HALT_AFTER));
          } catch (InterruptedException e) {
            // Nobody does that.
          }
          Runtime.getRuntime().halt(SOFTWARE);
        });
    hub.close();
  }

  /**
   * A hub that cannot do its work any more ends at once, without its programs: services run on, and
   * the next start takes them over. One that stayed would say that it is up.
   */
  private static void giveUp(Loop loop, Throwable why) {
    if (why instanceof OutOfMemoryError) {
      endForWantOfMemory();
    }
    try {
      LOG.error("the hub ends: {} cannot go on: {}", loop.name(), why.toString());
    } finally {
      Runtime.getRuntime().halt(SOFTWARE);
    }
  }

  /** Without its programs, which would take memory to end; services run on. */
  private static void endForWantOfMemory() {
    try {
      System.err.println(HEAP_IS_FULL);
    } finally {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  /** Better a word now than a hub that fails at this and that later. */
  private static void requireHeap(long bytes) {
    if (bytes < MIN_HEAP_BYTES) {
      throw new ConfigException(
          "Java's heap of %d MiB is too small: give it 64 MiB or more, as by -Xmx64m"
              .formatted(bytes >> 20));
    }
  }

  /** As services of a system are told to; a file that cannot be used changes nothing. */
  private static void reload(Hub hub) {
    try {
      LOG.info("configuration taken over: {}", hub.reload());
    } catch (ConfigException e) {
      LOG.error("configuration not taken over: {}", e.getMessage());
    } catch (NotSupportedException e) {
      LOG.error("configuration not taken over: {}", e.detail());
    }
  }
}
