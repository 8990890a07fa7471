package dev.patchbay.hub;

import dev.patchbay.os.HangingFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Serves a file system that hangs, and runs the hub beside it. Whoever may not mount for all can do
 * so in a namespace of their own, in which both are then.
 */
public final class HubWithDeadMount {
  private HubWithDeadMount() {}

  /** When it is mounted. */
  enum When {
    FIRST,

    /** Once something comes in on standard input, over what the hub uses already. */
    TOLD
  }

  /** The first argument is when, the second where it is mounted, the others are the hub's. */
  public static void main(String[] args) throws Exception {
    Path point = Path.of(args[1]);
    List<String> arguments = Arrays.asList(args).subList(2, args.length);
    switch (When.valueOf(args[0])) {
      case FIRST -> {
        try (HangingFileSystem _ = HangingFileSystem.mount(point)) {
          start(point, arguments).waitFor();
        }
      }
      case TOLD -> {
        Process hub = start(point, arguments);
        int _ = System.in.read();
        try (HangingFileSystem _ = HangingFileSystem.mount(point)) {
          System.out.println("mounted");
          hub.waitFor();
        }
      }
    }
  }

  private static Process start(Path point, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.patchbay.hub.Main"));
    command.addAll(arguments);
    Process hub = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              hub.destroy();
              hub.onExit().join();
              HangingFileSystem.unmount(point);
            }));
    return hub;
  }
}
