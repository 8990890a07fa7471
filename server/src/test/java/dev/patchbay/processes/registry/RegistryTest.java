package dev.patchbay.processes.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.DataDir;
import dev.patchbay.processes.lifecycle.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of the registry when its file was cut off or damaged: all that was not. */
class RegistryTest {
  private static final int KEPT = 100;

  @TempDir private Path folder;
  private final ExecutorService disk = Executors.newSingleThreadExecutor();
  private Path file = Path.of("");

  @BeforeEach
  void writeARegistry() {
    file = folder.resolve("processes.journal");
    try (Registry registry = open()) {
      registry.record(
          new Known("a", "äpfel", Optional.of(Map.of("name", "äpfel")), true, false, 0));
      registry.record(new Known("b", "birnen", Optional.empty()));
      registry.record(incarnation(1).ended(Instant.EPOCH, "Exit code: 0", Optional.empty()));
      registry.record(incarnation(2));
    }
  }

  @AfterEach
  void endTheThread() {
    disk.shutdownNow();
  }

  private Registry open() {
    return Registry.open(DataDir.open(folder), KEPT, disk);
  }

  private static Incarnation incarnation(int generation) {
    return new Incarnation(
        "a",
        "äpfel",
        "service",
        List.of("t"),
        List.of("sleep", "1"),
        "",
        generation,
        77,
        5,
        "boot",
        Instant.EPOCH,
        "low",
        Optional.empty());
  }

  private static Stream<Ending> endings() {
    return Stream.of(
        new Ending.Code(3),
        new Ending.Signal("SEGV", true),
        new Ending.Limit("memory", "1GiB"),
        new Ending.TimedOut(Duration.ofSeconds(5)),
        new Ending.Unhealthy("answered 500"),
        new Ending.Daemonized("sleep (77)"),
        new Ending.NotStarted("command-not-found", "There is no file.", true),
        new Ending.Unknown("an earlier hub had started it"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void keepsHowAnIncarnationEnded(Ending how) {
    try (Registry registry = open()) {
      registry.record(incarnation(2).ended(Instant.EPOCH, "in words", Optional.of(how)));
    }
    try (Registry registry = open()) {
      Incarnation kept = registry.history().getFirst();

      assertThat(kept.end()).hasValue(new End(Instant.EPOCH, "in words", Optional.of(how)));
      assertThat(kept.priority()).isEqualTo("low");
    }
  }

  @Test
  void isWholeAgainAfterItWasClosed() {
    try (Registry registry = open()) {
      assertThat(registry.damaged()).isZero();
      assertThat(registry.known()).extracting(Known::id).containsExactly("a", "b");
      assertThat(registry.known().getFirst().generation()).isEqualTo(2);
      assertThat(registry.running()).containsExactly(incarnation(2));
      assertThat(registry.history()).hasSize(2);
    }
  }

  /** Every kind of place there is in a record: checksum, blank, text, newline, and beside them. */
  private static List<Integer> places(byte[] whole) {
    List<Integer> places = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == '\n') {
        places.addAll(
            List.of(
                start, start + 1, start + 7, start + 8, start + 9, (start + at) / 2, at - 1, at));
        start = at + 1;
      }
    }
    return places;
  }

  @Test
  void losesNoRecordButTheOneThatWasCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length : places(whole)) {
      Files.write(file, Arrays.copyOf(whole, length));
      long lines = new String(whole, 0, length, ISO_8859_1).lines().count();
      boolean cut =
          length > 0 && length < whole.length && whole[length] != '\n' && whole[length - 1] != '\n';

      Journal.Reading reading = read();

      assertThat(reading.damaged()).as("cut off at %d", length).isZero();
      assertThat(reading.records())
          .as("cut off at %d", length)
          .hasSize((int) lines - (cut ? 1 : 0));
    }
  }

  @Test
  void losesNoRecordButTheOneThatWasDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int all = read().records().size();
    for (int at : places(whole)) {
      for (byte wrong : new byte[] {(byte) (whole[at] ^ 1), 0, '\n', (byte) 0xff}) {
        byte[] damaged = whole.clone();
        damaged[at] = wrong;
        if (wrong != whole[at]) {
          Files.write(file, damaged);

          Journal.Reading reading = read();

          // Without the newline between them two records are one that is none.
          int lost = whole[at] == '\n' && at < whole.length - 1 ? 2 : 1;
          // What has no end counts as not written yet, not as damaged.
          int unfinished = at == whole.length - 1 ? 1 : 0;
          assertThat(reading.damaged() + unfinished).as("byte %d is %d", at, wrong).isPositive();
          assertThat(reading.records()).as("byte %d is %d", at, wrong).hasSize(all - lost);
        }
      }
    }
  }

  private Journal.Reading read() {
    return new Journal(file).read();
  }

  @Test
  void takesNoRecordThatIsNoneForOne() throws IOException {
    String nonsense =
        """
        {"type":"incarnation"}
        {"type":"incarnation","id":"a","generation":"many"}
        {"type":"known","id":"a","generation":99999999999999}
        {"type":"something"}
        []
        null
        1
        """;
    StringBuilder lines = new StringBuilder();
    nonsense.lines().forEach(json -> lines.append(line(json)));
    Files.writeString(file, lines, StandardOpenOption.APPEND);

    try (Registry registry = open()) {
      assertThat(registry.damaged()).isEqualTo(7);
      assertThat(registry.known()).hasSize(2);
      assertThat(registry.history()).hasSize(2);
    }
    assertThat(folder.resolve("processes.journal.damaged")).exists();
  }

  private static String line(String json) {
    CRC32C sum = new CRC32C();
    sum.update(json.getBytes(UTF_8));
    return "%08x %s\n".formatted(sum.getValue(), json);
  }

  @Test
  void keepsNoMoreOfWhatEndedThanItShould() {
    try (Registry registry = open()) {
      for (int i = 3; i < 5_000; i++) {
        registry.record(incarnation(i));
        registry.record(incarnation(i).ended(Instant.EPOCH, "Exit code: 0", Optional.empty()));
      }
      assertThat(registry.history()).hasSize(KEPT + 1);
    }
    try (Registry registry = open()) {
      assertThat(registry.history()).hasSize(KEPT + 1);
      assertThat(file.toFile().length()).isLessThan(200_000);
    }
  }
}
