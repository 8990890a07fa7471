package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.terminals.screen.Prerequisites;
import dev.patchbay.terminals.screen.Samples;
import dev.patchbay.terminals.screen.Stream;
import dev.patchbay.terminals.screen.XtermRig;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Real programs in a hub's terminals: whoever attaches late, whenever that is, shows what a viewer
 * shows that was there from the start, and goes on showing it.
 */
class LateViewersTest {
  /** The least a hub can retain, so that a viewer who holds can stop a program at any byte. */
  private static final int RETAINED_BYTES = 64 * 1024;

  /** Small, so that lines leave it. */
  private static final TestHub HUB =
      TestHub.start("terminals:\n  replay: 64KiB\n  scrollback: 500\n");

  private static final XtermRig RIG = XtermRig.start();
  private static final Path TEXT = Prerequisites.text();

  /** Silence after which a program is taken to wait for the next key. */
  private static final Duration QUIET = Duration.ofMillis(150);

  @AfterAll
  static void stop() {
    HUB.close();
    RIG.close();
  }

  @Test
  void bash() {
    int attaches =
        run(
            "bash --norc --noprofile -i",
            type("PS1='\\[\\e[1;32m\\]\\w\\[\\e[0m\\]\\$ '\r"),
            type("ls --color=always -la /usr/bin\r"),
            type("echo a long line that runs over the right edge of the terminal, wrapped by hand"),
            type("\u0001\u001b[C\u001b[C"),
            size(50, 20),
            type("\u000b\u0019\u001bb\u0017"),
            type("\u0003seq 1 9999\r"),
            size(100, 30),
            type("\u001b[A\u001b[A\t\t"),
            size(80, 24),
            type("\u0003"),
            type("exit\r"));
    assertThat(attaches).isGreaterThanOrEqualTo(40);
  }

  @Test
  void vim() {
    Prerequisites.program("vim");
    run(
        "vim -u NONE -N --cmd 'syntax on | set number hlsearch ruler' " + TEXT,
        type("\u0006\u0006"),
        type("/tcp\r"),
        size(60, 18),
        type(":split\r"),
        type("ihello 世界 wide 👩‍👩‍👧\u001b"),
        type("\u0017w\u0004\u0004"),
        size(90, 28),
        type(":vsplit\r"),
        type("ggVGd"),
        type("u"),
        type(":qa!\r"));
  }

  @Test
  void less() {
    Prerequisites.program("less");
    run(
        "less -R " + TEXT,
        type(" "),
        size(70, 12),
        type("b"),
        type("/udp\r"),
        type("nG"),
        size(80, 40),
        type("g"),
        type("h"),
        type("q"),
        type("q"));
  }

  @Test
  void top() {
    Prerequisites.program("top");
    run("top -d 0.2", type("z"), type("1"), size(66, 20), type("c"), size(80, 24), type("q"));
  }

  @Test
  void tmux() {
    Prerequisites.program("tmux");
    run(
        "tmux -u -L patchbay-hub-test -f /dev/null new-session 'bash --norc --noprofile' \\; set -g assume-paste-time 0",
        type("ls -la / --color=always\r"),
        type("\u0002%"),
        type("seq 1 50\r"),
        size(100, 30),
        type("\u0002\""),
        type("printf '\\e[3;41mcolour\\e[0m 世界\\n'\r"),
        type("\u0002o"),
        size(64, 20),
        type("\u0002z"),
        type("\u0002[\u0015\u0015q"),
        type("\u0002&"),
        type("y"));
  }

  @Test
  void dialog() {
    run(
        Prerequisites.program("dialog", "whiptail")
            + " --menu choose 15 50 5 a apple b bread c coffee",
        type("\u001bOB"),
        size(90, 30),
        type("\u001bOB"),
        type("\t"),
        type("\r"));
  }

  @Test
  void aProgramStoppedAtAnyByte() {
    byte[] output =
        together(
            Samples.colouredText(1_000),
            Samples.colours(),
            Samples.wideText(150),
            Samples.agent(40),
            Stream.output("\u001b[?1049h"),
            Samples.fullScreen(8, 80, 24),
            Stream.output("\u001b[?1049l"));
    int[] stops =
        new Random(1).ints(160, RETAINED_BYTES, output.length).sorted().distinct().toArray();
    String id = HUB.open("stty raw -echo; read line; cat " + file(output) + "; read line");
    StreamClient first = watchFirst(id, false);
    List<StreamClient> late = new ArrayList<>();
    first.type("\n");
    until("the program at the first stop", () -> first.offset() == RETAINED_BYTES);
    for (int stop : stops) {
      first.acknowledge(stop - RETAINED_BYTES);
      until("the program at " + stop, () -> first.offset() == stop);
      StreamClient viewer = HUB.watch(id, "role=view");
      late.add(viewer);
      until("a viewer at " + stop, () -> viewer.offset() == stop);
      if (late.size() % 20 == 0) {
        first.resize(50 + late.size() % 60, 14 + late.size() % 17);
      }
    }
    first.acknowledge(output.length - RETAINED_BYTES);
    until("the end", () -> first.offset() == output.length);
    first.acknowledge(output.length);
    first.type("\n");

    assertThat(compareAtTheEnd(first, late)).isEqualTo(stops.length);
  }

  @Test
  void aViewerThatFellBehind() {
    byte[] output =
        together(Samples.colouredText(16_000), Samples.wideText(200), Samples.agent(50));
    assertThat(output.length).isGreaterThan(1024 * 1024);
    String id = HUB.open("stty raw -echo; read line; cat " + file(output) + "; read line");
    StreamClient first = watchFirst(id, true);
    StreamClient behind =
        StreamClient.connect(
            HUB.client(),
            HUB.streamUri(id, ""),
            Map.of("Authorization", "Bearer " + HUB.token()),
            false);
    behind.awaitEvent("viewers");
    first.type("\n");
    until("the end", () -> first.offset() == output.length);

    behind.acknowledge(behind.offset());
    until("the end once more", () -> behind.offset() == output.length);
    first.resize(60, 20);
    first.type("\n");

    assertThat(compareAtTheEnd(first, List.of(behind))).isGreaterThanOrEqualTo(2);
  }

  /** Types step after step, while viewers attach before each and right after it. */
  @SafeVarargs
  private static int run(String command, Consumer<StreamClient>... steps) {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("/bin/bash", "-c", command))
                .put("env", new JsonObject().put("LC_ALL", "C.UTF-8")));
    StreamClient first = watchFirst(id, true);
    List<StreamClient> late = new ArrayList<>();
    for (Consumer<StreamClient> step : steps) {
      awaitQuiet(first);
      late.add(HUB.watch(id, "role=view"));
      step.accept(first);
      for (int i = 0; i < 3; i++) {
        late.add(HUB.watch(id, "role=view"));
      }
    }
    int attaches = compareAtTheEnd(first, late);
    assertThat(attaches).isGreaterThanOrEqualTo(late.size());
    return attaches;
  }

  private static StreamClient watchFirst(String id, boolean acknowledging) {
    StreamClient first =
        StreamClient.connect(
            HUB.client(),
            HUB.streamUri(id, "from=0&flow=hold"),
            Map.of("Authorization", "Bearer " + HUB.token()),
            acknowledging);
    first.awaitEvent("viewers");
    return first;
  }

  private static int compareAtTheEnd(StreamClient first, List<StreamClient> late) {
    first.awaitEvent("exit");
    late.forEach(viewer -> viewer.awaitEvent("exit"));
    int attaches = LateViewers.compare(RIG, first, late);
    late.forEach(StreamClient::disconnect);
    first.disconnect();
    return attaches;
  }

  private static Consumer<StreamClient> type(String keys) {
    return viewer -> viewer.type(keys);
  }

  private static Consumer<StreamClient> size(int cols, int rows) {
    return viewer -> viewer.resize(cols, rows);
  }

  /** Or until it has gone on for a while: some programs never fall silent. */
  private static void awaitQuiet(StreamClient viewer) {
    long last = -1;
    for (int polls = 0; polls < 10 && (viewer.offset() != last || last <= 0); polls++) {
      last = viewer.offset();
      LockSupport.parkNanos(QUIET.toNanos());
    }
  }

  private static void until(String what, Callable<Boolean> condition) {
    await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition);
  }

  private static byte[] together(Stream.Output... outputs) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Stream.Output output : outputs) {
      all.writeBytes(output.bytes());
    }
    return all.toByteArray();
  }

  private static Path file(byte[] bytes) {
    try {
      Path file = Files.createTempFile("patchbay", ".out");
      file.toFile().deleteOnExit();
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
