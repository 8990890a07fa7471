package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.cli.Commands.Result;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need no terminal, run in this process against a real hub. */
class ClientTest {
  private static HubProcess hub;

  @TempDir private Path folder;

  @BeforeAll
  static void startHub(@TempDir Path dataDir) throws Exception {
    hub = HubProcess.start(dataDir);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @AfterEach
  void removeTerminals() {
    hub.found()
        .terminals()
        .forEach(terminal -> hub.found().delete("/api/terminals/" + terminal.id()));
  }

  private static Result patchbay(String... arguments) {
    return Commands.at(hub.dataDir(), 1, arguments);
  }

  private static String open(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--detach"));
    all.addAll(List.of(arguments));
    Result result = patchbay(all.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return result.out().strip();
  }

  @Test
  void listsWhatRuns() {
    String id = open("--name", "sleeper", "--cwd", "/usr", "--", "sleep", "1000");

    Result list = patchbay("ls");

    assertThat(list.out().lines()).hasSize(2);
    assertThat(list.out()).contains(id + "  running  sleeper  sleep 1000  /usr ");
    assertThat(patchbay("ps").out()).contains(id);
  }

  @Test
  void saysThatThereIsNothingToList() {
    assertThat(patchbay("ls"))
        .isEqualTo(new Result(0, "", "no terminals; \"patchbay run\" opens one\n"));
    assertThat(patchbay("ls", "--json").out()).isEqualTo("{\"terminals\":[]}\n");
  }

  @Test
  void printsTheHubsOwnJson() {
    Result opened =
        patchbay("run", "--json", "--name", "größer", "--tag", "a", "--tag", "b", "sleep", "1000");

    JsonObject terminal = new JsonObject(opened.out());
    assertThat(terminal.getString("name")).isEqualTo("größer");
    assertThat(terminal.getJsonArray("tags")).containsExactly("a", "b");
    assertThat(new JsonObject(patchbay("ls", "--json").out()).getJsonArray("terminals"))
        .singleElement()
        .extracting(listed -> ((JsonObject) listed).getString("id"))
        .isEqualTo(terminal.getString("id"));
    assertThat(patchbay("attach", "größer", "--json").out()).contains(terminal.getString("id"));
  }

  @Test
  void typesIntoATerminalWaitsAndPrintsItsScreen() {
    String id = open("--", "sh", "-c", "printf '\\033[1mready\\033[0m\\n'; seq 1 50; cat");
    assertThat(patchbay("wait", id, "--match", "^50$").code()).isZero();

    assertThat(patchbay("send", id, "--text", "hello there", "enter"))
        .isEqualTo(new Result(0, "", ""));

    assertThat(patchbay("wait", id, "--match", "there\\nhello there$"))
        .isEqualTo(new Result(0, "", ""));
    assertThat(patchbay("screen", id).out()).contains("49\n50\nhello there\nhello there\n");
    assertThat(patchbay("screen", id).out()).doesNotContain("ready");
    assertThat(patchbay("screen", id, "--scrollback", "100").out()).startsWith("ready\n1\n");
    assertThat(patchbay("screen", id, "--scrollback", "100", "--ansi").out())
        .startsWith("\u001b[")
        .contains("1mready");
    assertThat(new JsonObject(patchbay("screen", id, "--json").out()).getInteger("rows"))
        .isEqualTo(24);

    assertThat(patchbay("send", id, "ctrl-d").code()).isZero();
    assertThat(patchbay("wait", id, "--state", "exited", "--timeout", "10s").code()).isZero();
  }

  @Test
  void tellsByItsExitCodeThatWaitingWasInVain() {
    String id = open("--", "sleep", "1000");
    assertThat(patchbay("wait", id, "--match", "never", "--timeout", "200ms"))
        .isEqualTo(new Result(1, "", "patchbay: not within 200ms\n"));

    patchbay("send", id, "ctrl-c");

    assertThat(patchbay("wait", id, "--match", "never"))
        .isEqualTo(new Result(1, "", "patchbay: the program ended without it\n"));
  }

  @Test
  void saysWhatIsMissingToTypeWaitOrPrint() {
    String id = open("--", "sleep", "1000");
    assertThat(patchbay("send", id).code()).isEqualTo(Failure.USAGE);
    assertThat(patchbay("wait", id).code()).isEqualTo(Failure.USAGE);
    assertThat(patchbay("wait", id, "--match", "x", "--timeout", "soon").code())
        .isEqualTo(Failure.USAGE);
    assertThat(patchbay("screen", id, "--ansi", "--json").code()).isEqualTo(Failure.USAGE);
    assertThat(patchbay("send", id, "hyper-q").err()).contains("hyper-q");
    assertThat(patchbay("screen", "nonesuch").code()).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void startsWhereTheUserIs() {
    String id = open("--", "sleep", "1000");

    assertThat(new JsonObject(hub.found().get("/api/terminals/" + id)).getString("cwd"))
        .isEqualTo(Path.of("").toAbsolutePath().toString());
  }

  @Test
  void leavesTheOptionsOfTheProgramToTheProgram() {
    String id = open("sh", "-c", "exec sleep 1000", "--name", "x");

    assertThat(new JsonObject(hub.found().get("/api/terminals/" + id)).getJsonArray("command"))
        .containsExactly("sh", "-c", "exec sleep 1000", "--name", "x");
  }

  @Test
  void uploadsToWhereATerminalWorksAndRefusesANameThatIsTaken(@TempDir Path here) throws Exception {
    String id = open("--name", "works", "--cwd", folder.toString(), "--", "sleep", "1000");
    Path file = Files.writeString(here.resolve("file +1.txt"), "first");
    Path stored = folder.toRealPath().resolve("file +1.txt");

    assertThat(patchbay("upload", file.toString(), "--terminal", "works"))
        .isEqualTo(new Result(0, stored + "\n", ""));
    assertThat(stored).hasContent("first");

    Files.writeString(file, "second");
    assertThat(patchbay("upload", file.toString(), "--terminal", id).code())
        .isEqualTo(Failure.FAILED);
    assertThat(stored).hasContent("first");
    assertThat(patchbay("upload", file.toString(), "--cwd", folder.toString(), "--keep-both").out())
        .contains("file +1-1.txt");
    assertThat(patchbay("upload", file.toString(), "--terminal", id, "--force").code()).isZero();
    assertThat(stored).hasContent("second");

    assertThat(patchbay("upload", file.toString()).code()).isEqualTo(Failure.USAGE);
    assertThat(patchbay("upload", here + "/nonesuch", file.toString(), "--terminal", id, "--force"))
        .isEqualTo(
            new Result(
                Failure.FAILED,
                stored + "\n",
                "patchbay: cannot read " + here + "/nonesuch: there is no such file or folder\n"));
  }

  @Test
  void downloadsWholeOrNotAtAllAndReplacesOnlyWhenTold(@TempDir Path here) throws Exception {
    String id = open("--cwd", folder.toString(), "--", "sleep", "1000");
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    Files.write(folder.resolve("a b.bin"), content);
    Path target = here.resolve("fetched");

    assertThat(patchbay("download", id, "a b.bin", "--output", target.toString()))
        .isEqualTo(new Result(0, target + "\n", ""));
    assertThat(target).hasBinaryContent(content);

    Files.writeString(target, "mine");
    assertThat(patchbay("download", id, "a b.bin", "--output", target.toString()).err())
        .contains("--force replaces it");
    assertThat(target).hasContent("mine");
    assertThat(patchbay("download", id, "a b.bin", "--output", target + "", "--force").code())
        .isZero();
    assertThat(target).hasBinaryContent(content);
    assertThat(patchbay("download", id, "nonesuch", "--output", here + "/x").code())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(here.toFile().list()).containsExactly("fetched");
  }

  @Test
  void endsProgramsByNameOrBeginningOfTheirIds() {
    String first = open("--name", "first", "sleep", "1000");
    String second = open("--name", "second", "sleep", "1000");

    Result killed = patchbay("kill", "--signal", "kill", "--json", "first", second.substring(0, 7));

    assertThat(new JsonObject(killed.out()).getMap())
        .isEqualTo(java.util.Map.of(first, "success", second, "success"));
    org.awaitility.Awaitility.await()
        .until(
            () -> patchbay("ls").out().lines().filter(l -> l.contains("killed KILL")).count() == 2);
  }

  @Test
  void doesNotLetOneFailureKeepItFromTheOthers() {
    String id = open("sleep", "1000");

    Result removed = patchbay("rm", "nobody", id);

    assertThat(removed)
        .isEqualTo(
            new Result(Failure.NOT_FOUND, "", "patchbay: there is no terminal \"nobody\"\n"));
    assertThat(hub.found().terminals()).isEmpty();
  }

  @Test
  void refusesToChooseAmongSeveral() {
    String first = open("--name", "twin", "sleep", "1000");
    String second = open("--name", "twin", "sleep", "1000");

    Result killed = patchbay("kill", "twin");

    assertThat(killed.code()).isEqualTo(Failure.NOT_FOUND);
    assertThat(killed.err()).contains("could be any of", first, second);
  }

  @Test
  void passesOnWhyTheHubRefuses() {
    assertThat(patchbay("run", "--", "no-such-program"))
        .isEqualTo(
            new Result(Failure.FAILED, "", "patchbay: \"no-such-program\" is not on the PATH.\n"));
    assertThat(patchbay("run", "--cwd", "/no/where", "sh"))
        .isEqualTo(new Result(Failure.FAILED, "", "patchbay: There is no folder \"/no/where\".\n"));
    Result named = patchbay("run", "--name", "x".repeat(201), "sh");
    assertThat(named.code()).isEqualTo(Failure.FAILED);
    assertThat(named.err()).contains("/name").hasLineCount(1);
  }

  @Test
  void namesThePageWithItsSecret() {
    String id = open("--name", "shown", "sleep", "1000");
    String secret = "#token=" + hub.found().token().reveal();
    String page = hub.address().url();

    assertThat(patchbay("open").out()).isEqualTo(page + "/" + secret + "\n");
    assertThat(patchbay("open", "shown").out()).isEqualTo(page + "/t/" + id + secret + "\n");
    assertThat(new JsonObject(patchbay("open", "--json").out()).getString("url"))
        .isEqualTo(page + "/" + secret);
  }

  @Test
  void opensTheBrowserOfTheSystem() {
    assertThat(OpenCommand.opener("Linux", "x")).containsExactly("xdg-open", "x");
    assertThat(OpenCommand.opener("Mac OS X", "x")).containsExactly("open", "x");
    assertThat(OpenCommand.opener("Windows 11", "x"))
        .containsExactly("rundll32", "url.dll,FileProtocolHandler", "x");
  }

  @Test
  void saysThatNoHubRuns() {
    assertThat(Commands.at(folder, 1, "ls"))
        .isEqualTo(
            new Result(
                Failure.NO_HUB,
                "",
                "patchbay: no hub is running (data dir "
                    + folder
                    + "); \"patchbay\" starts one\n"));
  }

  @Test
  void saysThatTheHubEndedWithoutAWord() throws Exception {
    Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef");
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(folder.resolve("hub.address"), gone.pid() + " http://127.0.0.1:1 1\n");

    Result list = Commands.at(folder, 1, "ls");

    assertThat(list.code()).isEqualTo(Failure.NO_HUB);
    assertThat(list.err()).startsWith("patchbay: no hub is running (data dir");
  }

  @Test
  void saysThatTheTokenIsWrong() {
    FoundHub found =
        FoundHub.find(
            new DataDir(hub.dataDir()), Map.of("PATCHBAY_TOKEN", "0123456789abcdef0123456789"));

    assertThatThrownBy(found::terminals)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(Failure.NOT_ALLOWED))
        .hasMessage("This is not the hub's token.");
  }

  @Test
  void saysThatTheTokenIsNotToBeHad() throws Exception {
    try (RunningHub.Claim claim = RunningHub.claim(new DataDir(folder))) {
      claim.publish(hub.address().url());

      Result list = Commands.at(folder, 1, "ls");

      assertThat(list.code()).isEqualTo(Failure.NOT_ALLOWED);
      assertThat(list.err()).contains("PATCHBAY_TOKEN");
    }
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    assertThat(patchbay("kill").code()).isEqualTo(Failure.USAGE);
    assertThat(patchbay("kill", "x", "--signal", "hop").err()).contains("\"hop\"", "SIGTERM");
    assertThat(patchbay("attach", "x", "--detach-keys", "strg-p").err()).contains("strg-p");
  }

  @Test
  void attachesOnlyWhereSomebodySits() {
    open("--name", "alone", "sleep", "1000");

    Result attached = patchbay("attach", "alone");

    assertThat(attached.code()).isEqualTo(Failure.FAILED);
    assertThat(attached.err()).contains("must be a terminal");
  }
}
