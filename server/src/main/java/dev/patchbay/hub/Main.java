package dev.patchbay.hub;

import dev.patchbay.config.ConfigException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The one program: the hub without a command, its clients with one. */
public final class Main {
  private static final int USAGE = 2;
  private static final String SERVE = "serve";
  private static final String PRACTISE = "practise";

  private Main() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = List.of(args);
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
      System.err.println("patchbay: " + e.getMessage());
      System.exit(USAGE);
    }
  }

  private static void serve(ServeOptions options) throws InterruptedException {
    Hub hub = Hub.start(Settings.of(options, System.getenv()), System.getenv());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(hub::close));
    System.out.println("Patchbay is ready at " + hub.welcome());
    hub.warmUp();
    // The hub works on threads of its own until a signal ends the process.
    new CountDownLatch(1).await();
  }
}
