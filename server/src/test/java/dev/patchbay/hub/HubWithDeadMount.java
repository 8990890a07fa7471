package dev.patchbay.hub;

import dev.patchbay.os.HangingFileSystem;
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

  /** The first argument is where it is mounted, the others are the hub's. */
  public static void main(String[] args) throws Exception {
    Path point = Path.of(args[0]);
    try (HangingFileSystem _ = HangingFileSystem.mount(point)) {
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
      command.addAll(Arrays.asList(args).subList(1, args.length));
      Process hub = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                hub.destroy();
                hub.onExit().join();
                HangingFileSystem.unmount(point);
              }));
      hub.waitFor();
    }
  }
}
