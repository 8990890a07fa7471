package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine against xterm.js. Real programs run, and viewers attach while they do; then streams
 * are made up, for as many seconds as {@code -Dscreen.fuzz.seconds} says.
 */
class DifferentialTest {
  /** Viewers that attach in each recording: over 500 in all. */
  private static final int ATTACHES = 50;

  private static final ScreenSettings SETTINGS = ScreenSettings.defaults();

  private static final Path TEXT = Prerequisites.text();

  private static @Nullable XtermRig rig;

  @BeforeAll
  static void startXterm() {
    rig = XtermRig.start();
  }

  @AfterAll
  static void stopXterm() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void bashWithReadlineShowsTheSameToALateViewer() {
    compare(
        program(
            "bash",
            "bash --norc --noprofile -i",
            "PS1='\\[\\e[1;32m\\]\\u\\[\\e[0m\\]:\\w\\$ '\r",
            "ls --color=always -la /usr/bin | head -60\r",
            "echo a long line that runs over the right edge of the terminal so that readline has to wrap it around",
            "\u0001\u001b[C\u001b[C",
            "\u000b\u0019\u001bb\u0017",
            "\u0012ls",
            "\u0007\u0003",
            "for i in 1 2 3; do echo $i; done\r",
            "\u001b[A\u001b[A\t\t",
            "\u0003exit\r"));
  }

  @Test
  void vimShowsTheSameToALateViewer() {
    compare(
        program(
            "vim",
            "vim -u NONE -N --cmd 'syntax on | set number hlsearch ruler' " + TEXT,
            "\u0006\u0006",
            "/tcp\r",
            "nnn",
            ":split\r",
            "ihello 世界 wide\u001b",
            "\u0017w\u0004\u0004",
            ":vsplit\r",
            "ggVGd",
            "u",
            ":set wrap!\r",
            ":qa!\r"));
  }

  @Test
  void lessShowsTheSameToALateViewer() {
    compare(
        program("less", "less -R " + TEXT, " ", " ", "b", "/udp\r", "n", "G", "g", "h", "q", "q"));
  }

  @Test
  void topShowsTheSameToALateViewer() {
    compare(program("top", "top -d 0.2 -n 12", "z", "1", "c"));
  }

  @Test
  void tmuxShowsTheSameToALateViewer() {
    compare(
        program(
            "tmux",
            "tmux -L patchbay-test -f /dev/null new-session 'bash --norc --noprofile' \\; set -g assume-paste-time 0",
            "ls -la / --color=always\r",
            "\u0002%",
            "seq 1 50\r",
            "\u0002\"",
            "printf '\\e[3;41mcolour\\e[0m\\n'\r",
            "\u0002o",
            "\u0002z",
            "\u0002[\u0015\u0015q",
            "\u0002&y"));
  }

  @Test
  void dialogShowsTheSameToALateViewer() {
    String dialog = Prerequisites.program("dialog", "whiptail");
    compare(
        program(
            dialog,
            dialog + " --menu choose 15 50 5 a apple b bread c coffee",
            "\u001bOB",
            "\u001bOB",
            "\t",
            "\r"));
  }

  @Test
  void anAgentThatRedrawsItsLastLinesShowsTheSameToALateViewer() {
    compare(new Stream(80, 24, SETTINGS, List.of(Samples.agent(60))));
  }

  @Test
  void coloursShowTheSameToALateViewer() {
    compare(new Stream(80, 24, SETTINGS, List.of(Samples.colours())));
  }

  @Test
  void wideAndCombiningCharactersShowTheSameToALateViewer() {
    compare(new Stream(80, 24, SETTINGS, List.of(Samples.wideText(200))));
  }

  @Test
  void wideCharactersMeasuredAsUnicodeSixShowTheSameToALateViewer() {
    ScreenSettings six = new ScreenSettings(500, Widths.UNICODE_6, Theme.defaults(), "test");
    compare(new Stream(80, 24, six, List.of(Samples.wideText(100))));
  }

  @Test
  void aTerminalThatChangesItsSizeShowsTheSameToALateViewer() {
    Stream.Output shell =
        new Stream.Output(Recorder.record("ls --color=always -C /usr/bin; cat " + TEXT));
    List<Stream.Event> events = new ArrayList<>();
    int[] widths = {80, 60, 100, 33, 120, 80};
    for (int width : widths) {
      events.add(new Stream.Resize(width, 10 + width / 5));
      events.add(shell);
      events.add(Samples.wideText(20));
      events.add(Stream.output("$ "));
    }
    compare(new Stream(80, 24, SETTINGS, events));
  }

  @Test
  void aFullScreenProgramInATerminalThatChangesItsSizeShowsTheSameToALateViewer() {
    List<Stream.Event> events = new ArrayList<>();
    for (int size = 24; size > 14; size -= 2) {
      events.add(Stream.output("$ vim\r\n\u001b[?1049h\u001b[?1h\u001b=\u001b[1;" + size + "r"));
      events.add(Samples.fullScreen(4, size * 3, size));
      events.add(new Stream.Resize(size * 3 + 6, size - 2));
      events.add(Stream.output("\u001b[1;" + (size - 2) + "r"));
      events.add(Samples.fullScreen(3, size * 3 - 6, size - 2));
      events.add(Stream.output("\u001b[?1l\u001b>\u001b[?1049l"));
    }
    compare(new Stream(72, 24, SETTINGS, events));
  }

  @Test
  void madeUpStreamsLeaveTheSameState() {
    long seed = Long.getLong("screen.fuzz.seed", 1);
    Fuzzer fuzzer = new Fuzzer(rig());
    String difference =
        fuzzer.run(Duration.ofSeconds(Long.getLong("screen.fuzz.seconds", 5)), seed);
    assertThat(difference).isEmpty();
    assertThat(fuzzer.streams()).isPositive();
  }

  private static XtermRig rig() {
    return Objects.requireNonNull(rig);
  }

  private static Stream program(String name, String command, String... keys) {
    Prerequisites.program(name);
    byte[] bytes = Recorder.record(command, keys);
    assertThat(bytes.length).isGreaterThan(ATTACHES);
    return new Stream(80, 24, SETTINGS, List.of(new Stream.Output(bytes)));
  }

  private static void compare(Stream stream) {
    int length =
        stream.events().stream()
            .mapToInt(e -> e instanceof Stream.Output output ? output.bytes().length : 0)
            .sum();
    int[] places = new Random(length).ints(ATTACHES, 0, length).sorted().toArray();
    assertThat(new Differential(rig(), false).compareAttaches(stream, places)).isEmpty();
  }
}
