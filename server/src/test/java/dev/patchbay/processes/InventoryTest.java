package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.DataDir;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.processes.registry.Known;
import dev.patchbay.processes.registry.Registry;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import dev.patchbay.security.ExecRules;
import dev.patchbay.security.Roots;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that an earlier hub stored and this one cannot use. */
class InventoryTest {
  private static final List<String> SLEEP = List.of("sleep", "600");

  @TempDir private Path folder;
  private Optional<DataDir> dataDir = Optional.empty();

  @BeforeEach
  void store() {
    dataDir = Optional.of(DataDir.open(folder));
    try (Registry registry = registry()) {
      store(registry, "odd", Map.of("restart", "sometimes"));
      store(registry, "top", Map.of("dependsOn", List.of("base")));
      store(registry, "one", Map.of("dependsOn", List.of("two")));
      store(registry, "two", Map.of("dependsOn", List.of("one")));
      store(registry, "good", Map.of());
      registry.record(
          new Known(
              "worked", "worked", Optional.of(declaration("worked", "system")), true, true, 3));
    }
  }

  private Registry registry() {
    return Registry.open(dataDir.orElseThrow(), 10, Runnable::run);
  }

  private static Map<String, Object> declaration(String name, String kind) {
    return new java.util.HashMap<>(Map.of("name", name, "kind", kind, "command", SLEEP));
  }

  private static void store(Registry registry, String name, Map<String, Object> more) {
    Map<String, Object> declaration = declaration(name, "service");
    declaration.putAll(more);
    registry.record(new Known(name, name, Optional.of(declaration), true, false, 0));
  }

  private Processes open() {
    Processes processes =
        new Processes(
            new BlockingPool(),
            new Loops((_, _) -> {}),
            dataDir.orElseThrow(),
            ProcessSettings.defaults(),
            System.getenv(),
            System::getenv,
            new ExecPolicy(
                ExecRules.of(List.of(), List.of(), BaseFolders.ofRequests(Map.of()), Map.of()),
                new Roots(List.of()),
                _ -> {}),
            new AuditLog(
                folder.resolve("audit.log"),
                dataDir.orElseThrow().storage(),
                new Loops((_, _) -> {})),
            List::of,
            _ -> {},
            _ -> {});
    processes.begin(Map.of());
    return processes;
  }

  private static void awaitState(Processes processes, String name, String state) {
    Awaitility.await()
        .until(() -> processes.get(name).map(ProcessInfo::state).filter(state::equals).isPresent());
  }

  private static String status(Processes processes, String name) {
    return processes.get(name).orElseThrow().status();
  }

  @Test
  void harmsNobodyButItsOwnerAndIsKeptWithItsReason() {
    try (Processes processes = open()) {
      awaitState(processes, "good", "running");
      awaitState(processes, "top", "failed");
      awaitState(processes, "odd", "failed");
      awaitState(processes, "one", "failed");
      awaitState(processes, "two", "failed");
      assertThat(status(processes, "odd"))
          .contains("cannot be used any more", "/restart", "\"sometimes\" is none of", "Delete it");
      assertThat(status(processes, "top")).contains("no process \"base\"", "depends on");
      assertThat(status(processes, "one")).contains("they depend on each other", "two");
      assertThat(status(processes, "worked")).isEqualTo("Completed");
      assertThat(processes.wish("odd", Wish.START)).isInstanceOf(WishResult.Taken.class);
      awaitState(processes, "odd", "failed");

      // What was missing can be declared, and then it works.
      assertThat(processes.create(declaration("base", "service")))
          .isInstanceOf(CreateResult.Created.class);
      assertThat(processes.wish("top", Wish.START)).isInstanceOf(WishResult.Taken.class);
      awaitState(processes, "top", "running");
      assertThat(processes.wish("one", Wish.DELETE)).isInstanceOf(WishResult.Taken.class);
    }
    try (Registry registry = registry()) {
      assertThat(registry.known())
          .extracting(Known::name)
          .containsExactlyInAnyOrder("odd", "top", "two", "good", "worked", "base");
    }
  }
}
