package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.config.Json;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.terminals.pty.Ptys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client as users have it: a process on a terminal of its own, and a real hub. */
class AttachmentTest {
  private static final String CTRL_BACKSLASH = "\034";

  private static Ptys ptys;
  private static HubProcess hub;

  @TempDir private Path folder;

  @BeforeAll
  static void startHub(@TempDir Path dataDir) throws Exception {
    ptys = Ptys.by(NativeSupport.ofThisMachine(), new Loops((_, _) -> {}));
    hub = HubProcess.start(dataDir);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
    ptys.close();
  }

  @AfterEach
  void removeTerminals() {
    hub.found()
        .terminals()
        .forEach(terminal -> hub.found().delete("/api/terminals/" + terminal.id()));
  }

  private Seat patchbay(String arguments) throws Exception {
    return Seat.run(ptys, Files.createTempDirectory(folder, "seat"), hub.dataDir(), arguments);
  }

  private static String open(String script) {
    return TerminalRecord.of(
            hub.found()
                .post(
                    "/api/terminals",
                    Json.write(Map.of("command", List.of("/bin/sh", "-c", script)))))
        .id();
  }

  private static TerminalRecord terminal(String id) {
    return TerminalRecord.of(hub.found().get("/api/terminals/" + id));
  }

  private static void awaitViewers(String id, int viewers) {
    await().atMost(HubProcess.PATIENCE).until(() -> terminal(id).viewers() == viewers);
  }

  @Test
  void runsAProgramAndEndsWithItsExitCode() throws Exception {
    try (Seat seat = patchbay("run -- sh -c 'stty size; read line; echo \"<$line>\"; exit 7'")) {
      seat.awaitOutput(Seat.ROWS + " " + Seat.COLS);
      seat.type("grüße\r");

      String screen = seat.awaitEnd();

      assertThat(screen)
          .contains("Ctrl+\\ Ctrl+\\ detaches from", "<grüße>", "exited with code 7")
          .contains("[code 7]", "[settings restored]");
    }
  }

  @Test
  void detachesAndLeavesTheProgramRunning() throws Exception {
    String id = open("printf 'One '; read line; echo \"got $line\"; exec cat");
    try (Seat seat = patchbay("attach " + id.substring(0, 6))) {
      seat.awaitOutput("One ");
      seat.type("two\r");
      seat.awaitOutput("got two");
      seat.type(CTRL_BACKSLASH + CTRL_BACKSLASH);

      String screen = seat.awaitEnd();

      assertThat(screen)
          .contains("detached from " + id, "[code 0]", "[settings restored]")
          .doesNotContain("\033c");
      assertThat(terminal(id).state()).isEqualTo(new ProgramState.Running(""));
    }
  }

  @Test
  void givesALoneDetachKeyToTheProgram() throws Exception {
    String id = open("trap 'echo quit; exit 5' QUIT; echo UP; while :; do sleep 0.05; done");
    try (Seat seat = patchbay("attach " + id)) {
      seat.awaitOutput("UP");
      seat.type(CTRL_BACKSLASH);

      assertThat(seat.awaitEnd()).contains("quit", "[code 5]");
    }
  }

  @Test
  void givesTheTerminalBackAsItWasWhenItIsTerminated() throws Exception {
    String id =
        open("printf '\\033[?1049h\\033[?1000h\\033[?2004h\\033[3;9r\\033[?25lFULL'; exec cat");
    try (Seat seat = patchbay("attach " + id)) {
      seat.awaitOutput("FULL");
      seat.client().destroy();

      String screen = seat.awaitEnd();

      assertThat(screen).contains("[code 143]", "[settings restored]");
      assertThat(screen.substring(screen.indexOf("FULL")))
          .contains("\033[?1000l", "\033[?2004l", "\0337\033[r\0338", "\033[?25h")
          .containsPattern("\033\\[\\?(47|1047|1049)l")
          .contains("\033[23;0t")
          .doesNotContain("Exception");
    }
  }

  @Test
  void followsTheSizeOfTheWindow() throws Exception {
    String id = open("trap 'stty size' WINCH; echo UP; while :; do sleep 0.05; done");
    try (Seat seat = patchbay("attach " + id)) {
      seat.awaitOutput(Seat.ROWS + " " + Seat.COLS);
      seat.resize(70, 20);
      seat.awaitOutput("20 70");
      seat.type(CTRL_BACKSLASH + CTRL_BACKSLASH);

      assertThat(seat.awaitEnd()).contains("[code 0]");
    }
  }

  @Test
  void showsTheSameToTwoAndTakesKeysFromTheOneThatMayType() throws Exception {
    String id = open("stty -echo; echo UP; while read line; do echo \"<$line>\"; done");
    try (Seat user = patchbay("attach " + id);
        Seat onlooker = patchbay("attach --view " + id)) {
      awaitViewers(id, 2);
      onlooker.awaitOutput("UP");
      onlooker.type("from the onlooker\r");
      // The bell says that the key was not passed on.
      onlooker.awaitOutput("\007");
      user.type("from the user\r");
      user.awaitOutput("<from the user>");
      onlooker.awaitOutput("<from the user>");
      assertThat(user.output()).doesNotContain("<from the onlooker>");
      onlooker.type(CTRL_BACKSLASH + CTRL_BACKSLASH);
      assertThat(onlooker.awaitEnd()).contains("[code 0]", "[settings restored]");
      hub.found().post("/api/terminals/" + id + "/signal", "{\"signal\":\"kill\"}");
      assertThat(user.awaitEnd()).contains("killed by signal KILL", "[code 137]");
    }
  }

  @Test
  void keepsTheProgramsQueriesFromTheTerminal() throws Exception {
    String id = open("printf 'A\\033[6n\\033[c\\033]11;?\\007B'; exec cat");
    try (Seat seat = patchbay("attach " + id)) {
      seat.awaitOutput("AB");
      seat.type(CTRL_BACKSLASH + CTRL_BACKSLASH);
      seat.awaitEnd();
    }
  }

  @Test
  void showsTheLastScreenOfAProgramThatHasEnded() throws Exception {
    String id = open("echo bye; exit 3");
    await().until(() -> terminal(id).state() instanceof ProgramState.Exited);
    try (Seat seat = patchbay("attach " + id)) {
      assertThat(seat.awaitEnd()).contains("bye", "[code 3]", "[settings restored]");
    }
  }

  @Test
  void endsWhenTheTerminalIsDeleted() throws Exception {
    String id = open("trap '' HUP; echo UP; exec cat");
    try (Seat seat = patchbay("attach " + id)) {
      seat.awaitOutput("UP");
      hub.found().delete("/api/terminals/" + id);

      assertThat(seat.awaitEnd())
          .containsAnyOf("was killed by", "was deleted")
          .contains("[settings restored]");
    }
  }

  @Test
  void goesOnWhereItWasAfterTheConnectionWasLost() throws Exception {
    String id = open("stty -echo; echo UP; while read line; do echo \"<$line>\"; done");
    try (Relay relay = Relay.to(hub, folder.resolve("relayed"));
        Seat seat = Seat.run(ptys, folder, relay.dataDir(), "attach " + id)) {
      seat.awaitOutput("UP");
      seat.type("one\r");
      seat.awaitOutput("<one>");
      int seen = seat.output().length();
      relay.cut();
      awaitViewers(id, 1);
      await().until(() -> relay.connections() > 0);
      seat.type("two\r");
      seat.awaitOutput("<two>");

      assertThat(seat.output().substring(seen)).isEqualTo("<two>\r\n");
      seat.type(CTRL_BACKSLASH + CTRL_BACKSLASH);
      assertThat(seat.awaitEnd()).contains("[code 0]", "[settings restored]");
    }
  }

  @Test
  void endsWithTheHub() throws Exception {
    try (HubProcess other = HubProcess.start(folder.resolve("other"));
        Seat seat = Seat.run(ptys, folder, other.dataDir(), "run -- sh -c 'echo UP; exec cat'")) {
      seat.awaitOutput("UP");
      other.stop();

      assertThat(seat.awaitEnd())
          .contains("the hub has stopped", "[code 3]", "[settings restored]");
    }
  }
}
