package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Other supervisors with the same services: how soon they succeed one that is killed. */
final class Peers {
  private static final int SERVICES = 5;
  private static final int ROUNDS = 4;
  private static final long PAUSE_NANOS = 1_500_000_000L;

  private Peers() {}

  static List<Double> pm2(Lab lab) throws IOException, InterruptedException {
    Optional<Path> program = lab.pm2();
    if (program.isEmpty()) {
      return List.of();
    }
    Path folder = lab.newFolder("pm2");
    try (Marks marks = Marks.in(folder)) {
      JsonArray apps = new JsonArray();
      for (String name : names()) {
        apps.add(
            new JsonObject()
                .put("name", name)
                .put("script", "/bin/sh")
                .put("args", new JsonArray(List.of("-c", marks.script(name))))
                .put("interpreter", "none")
                .put("exec_mode", "fork"));
      }
      Path file = folder.resolve("peers.json");
      Files.writeString(file, new JsonObject().put("apps", apps).encode());
      try {
        run(folder, program.get().toString(), "start", file.toString());
        return successions(marks);
      } finally {
        run(folder, program.get().toString(), "kill");
      }
    }
  }

  static List<Double> supervisord(Lab lab) throws IOException, InterruptedException {
    Optional<Path> program = lab.supervisord();
    if (program.isEmpty()) {
      return List.of();
    }
    Path folder = lab.newFolder("supervisord");
    try (Marks marks = Marks.in(folder)) {
      StringBuilder config =
          new StringBuilder(
              "[supervisord]\nlogfile=%s/log\npidfile=%s/pid\n".replace("%s", folder + ""));
      for (String name : names()) {
        Path script = folder.resolve(name + ".sh");
        Files.writeString(script, marks.script(name) + "\n");
        config.append(
            "[program:%s]\ncommand=/bin/sh %s\nautorestart=true\nstartsecs=0\n"
                .formatted(name, script));
      }
      Path file = Files.writeString(folder.resolve("peers.conf"), config);
      Process supervisor =
          new ProcessBuilder(program.get().toString(), "-n", "-c", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return successions(marks);
      } finally {
        supervisor.destroy();
        supervisor.onExit().join();
      }
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      names.add("peer" + i);
    }
    return names;
  }

  /** Each one is left alone for long enough that its end counts as that of a stable run. */
  private static List<Double> successions(Marks marks) throws IOException {
    marks.await(SERVICES);
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      for (String name : names()) {
        all.add(marks.succession(name));
      }
    }
    return all;
  }

  private static void run(Path home, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out").toFile());
    builder.environment().put("PM2_HOME", home.toString());
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " failed; see " + home.resolve("out"));
    }
  }
}
