package dev.patchbay.terminals.pty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.os.OsException;
import dev.patchbay.os.OsException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test runs real programs; those that say so run the direct and the portable way. */
class PtyTest {
  private static final Ptys DIRECT =
      Ptys.by(NativeSupport.ofThisMachine(), new Loops((_, _) -> {}));
  private static final Ptys PORTABLE = new Ptys.Portable();

  static Stream<Ptys> bothWays() {
    return Stream.of(DIRECT, PORTABLE);
  }

  @AfterAll
  static void stopReading() {
    DIRECT.close();
    PORTABLE.close();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void handsOverAllOutputBeforeTheEnd(Ptys ptys) {
    Session session = Session.run(ptys, "seq 1 20000; printf last; exit 7");

    assertThat(session.awaitExit()).isEqualTo(new ExitStatus.Exited(7));
    assertThat(session.output().lines().count()).isEqualTo(20_001);
    assertThat(session.output()).endsWith("20000\r\nlast");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void startsTheProgramAtItsSizeInItsFolderWithItsEnvironmentAlone(Ptys ptys) {
    Session session = Session.run(ptys, "stty size; pwd; env | sort | tr '\\n' ' '");

    session.awaitExit();
    assertThat(session.output())
        .startsWith("30 100\r\n/\r\n")
        .contains("GREETING=hello")
        .doesNotContain("HOME=", "USER=");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void resizesARunningProgram(Ptys ptys) {
    Session session =
        Session.run(ptys, "trap 'stty size' WINCH; echo up; while :; do sleep 0.05; done");
    session.awaitOutput("up");

    session.pty().resize(132, 50);

    session.awaitOutput("50 132");
    session.end();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void echoesWhatIsTyped(Ptys ptys) {
    Session session = Session.run(ptys, "read line; echo \"<$line>\"");

    assertThat(session.pty().write("grüße\r".getBytes(UTF_8))).isTrue();

    session.awaitOutput("<grüße>");
    session.awaitExit();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void deliversAMegabyteToAProgramThatReadsLate(Ptys ptys) {
    Session session =
        Session.run(ptys, "stty raw -echo; echo up; sleep 0.3; head -c 1000000 | md5sum");
    session.awaitOutput("up");

    byte[] sent = new byte[1_000_000];
    Arrays.fill(sent, (byte) 'x');
    assertThat(session.pty().write(sent)).isTrue();

    session.awaitExit();
    assertThat(session.output()).contains("ec78dbd963d2fc01e51176ed4dec299e");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void refusesInputOverTheLimitWholeAndKeepsWhatItTook(Ptys ptys) {
    Session session = Session.run(ptys, "stty raw -echo; echo up; sleep 60");
    session.awaitOutput("up");
    byte[] block = new byte[100_000];

    int taken = 0;
    while (session.pty().write(block)) {
      taken++;
      assertThat(taken).as("blocks taken").isLessThan(20);
    }

    assertThat(taken).isBetween(10, 12);
    session.end();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void leavesTheProgramWaitingWhileNothingIsAllowed(Ptys ptys) {
    Session session = Session.withAllowance(ptys, 1000, "seq 1 100000; echo done");
    await().until(() -> session.output().length() == 1000);

    session.allow(Integer.MAX_VALUE);

    session.awaitExit();
    assertThat(session.output()).endsWith("done\r\n");
    assertThat(session.output().lines().count()).isEqualTo(100_001);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("bothWays")
  void interruptsWhatRunsInTheForeground(Ptys ptys) {
    Session session =
        Session.run(ptys, "trap 'echo caught; exit 3' INT; echo up; while :; do sleep 0.05; done");
    session.awaitOutput("up");

    session.pty().interrupt();

    assertThat(session.awaitExit()).isEqualTo(new ExitStatus.Exited(3));
    assertThat(session.output()).contains("caught");
  }

  @Test
  void tellsTheSignalThatEndedAProgramFromAnExitCodeOfTheSameLook() {
    assertThat(Session.run(DIRECT, "kill -SEGV $$").awaitExit())
        .isInstanceOfSatisfying(
            ExitStatus.Killed.class, killed -> assertThat(killed.signal()).isEqualTo("SEGV"));
    assertThat(Session.run(DIRECT, "exit 139").awaitExit()).isEqualTo(new ExitStatus.Exited(139));
  }

  @Test
  void saysWhyAProgramCannotBeStarted() {
    assertThatThrownBy(() -> Session.start(DIRECT, Path.of("/no/such/program")))
        .isInstanceOfSatisfying(
            OsException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThatThrownBy(() -> Session.start(DIRECT, Path.of("/etc/passwd")))
        .isInstanceOfSatisfying(
            OsException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_EXECUTABLE));
  }

  @Test
  void readsOnAfterTheProgramClosedAndReopenedItsTerminal() {
    Session session =
        Session.run(
            DIRECT,
            "exec 3>/dev/null; echo one; exec <&- >&- 2>&-; sleep 0.2; exec >/dev/tty; echo two");

    session.awaitExit();
    assertThat(session.output()).isEqualTo("one\r\ntwo\r\n");
  }

  @Test
  void endsTheWholeTree(@TempDir Path folder) throws Exception {
    Path pids = folder.resolve("pids");
    Session session =
        Session.run(
            DIRECT,
            """
            trap '' TERM HUP
            sleep 1000 &  echo $! >> %1$s
            setsid sleep 1001 & echo $! >> %1$s
            (trap '' TERM HUP; exec sleep 1002) & echo $! >> %1$s
            env -i setsid sh -c 'echo $$ >> %1$s; exec sleep 1003' &
            setsid sh -c 'echo $$ >> %1$s; exec sleep 1004' < /dev/null > /dev/null 2>&1 &
            kill -STOP $! ; sleep 0.2; kill -CONT $!
            echo up; while :; do sleep 1; done
            """
                .formatted(pids));
    session.awaitOutput("up");
    await().until(() -> Files.readAllLines(pids).size() >= 5);

    assertThat(session.pty().tree().end(Duration.ofMillis(300))).isEmpty();

    for (String pid : Files.readAllLines(pids)) {
      // Whoever adopted it may take a moment to collect it.
      await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }
    assertThat(session.awaitExit()).isEqualTo(new ExitStatus.Killed("KILL", false));
  }

  @Test
  void leavesNoDescriptorThreadOrZombieBehind() {
    Session.run(DIRECT, "exit").awaitExit();
    long descriptors = openDescriptors();
    long threads = ptyThreads();
    // Faults that other tests make may have left some.
    Set<Long> zombies = zombies();

    for (int i = 0; i < 200; i++) {
      Session.run(DIRECT, "echo " + i).awaitExit();
    }

    await().untilAsserted(() -> assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors));
    assertThat(ptyThreads()).isLessThanOrEqualTo(threads);
    await().untilAsserted(() -> assertThat(zombies).containsAll(zombies()));
  }

  private static Set<Long> zombies() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().isEmpty())
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static long ptyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pty-"))
        .count();
  }

  private static long openDescriptors() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? -1 : open.length;
  }
}
