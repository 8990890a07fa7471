package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub whose configuration lists what may run, and somebody who would like something else to run.
 * The home folder is outside of the roots.
 */
class AllowListTest {
  @TempDir private static Path temp;

  private static Path folder = Path.of("/");
  private static Path work = Path.of("/");
  private static ProcessHub hub;
  private static EventReader events;

  @BeforeAll
  static void start() throws IOException {
    folder = temp.toRealPath();
    work = Files.createDirectory(folder.resolve("work"));
    Files.createDirectory(folder.resolve("home"));
    script("bin/good", "echo good in $PWD; exec sleep 600");
    script("bin/just", "touch " + folder + "/ran-just; echo just 1.40.0");
    script("evil/good", "touch " + folder + "/ran-evil");
    script("real/tool", "exec sleep 600");
    script("shut/tool", "exec sleep 600");
    Files.createSymbolicLink(folder.resolve("named"), folder.resolve("real/tool"));
    Files.createSymbolicLink(folder.resolve("gate"), folder.resolve("shut"));
    Files.createLink(folder.resolve("twin"), folder.resolve("real/tool"));
    hub =
        ProcessHub.start(
            """
            roots: [%1$s/work]
            processes:
              allow: [good, sleep, %1$s/named, %1$s/shut/tool]
              closed: [%1$s/gate]
            services:
              sneaks-in: {command: [%1$s/evil/good]}
            """
                .formatted(folder),
            Map.of(
                "HOME",
                folder + "/home",
                "SHELL",
                "/bin/bash",
                "PATH",
                folder + "/bin:/usr/bin:/bin"));
    events = EventReader.from(hub.hub(), "");
  }

  @AfterAll
  static void stop() {
    events.stop();
    hub.close();
  }

  private static void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static JsonObject process(String name, String program) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "service")
        .put("restart", new JsonObject().put("policy", "no"))
        .put("command", new JsonArray().add(program));
  }

  private static TestHub.Response open(JsonObject terminal) {
    return hub.hub().request("POST", "/api/terminals").body(terminal.encode()).send();
  }

  private static String detail(TestHub.Response refused, String code, String pointer) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo(code);
    JsonObject error = refused.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("pointer")).isEqualTo(pointer);
    return error.getString("detail");
  }

  @Test
  void runsWhatIsListedByWhateverNameItIsCalled() {
    for (String program : List.of("good", "sleep", "named", "real/tool", "twin")) {
      String path = program.contains("/") ? folder.resolve(program) + "" : program;
      path = Files.exists(folder.resolve(program)) ? folder.resolve(program) + "" : path;
      JsonObject declaration = process("listed-" + program.replace('/', '-'), path);
      declaration.getJsonArray("command").add("600");
      assertThat(hub.create(declaration).getString("state")).as(program).isEqualTo("running");
    }
  }

  @Test
  void aPathDoesNotChooseAnotherProgram() {
    JsonObject evil = new JsonObject().put("PATH", folder + "/evil:/usr/bin:/bin");

    assertThat(
            detail(
                hub.tryCreate(process("path", "good").put("env", evil)),
                "variable-not-allowed",
                "/env/PATH"))
        .contains("PATH cannot be set", "processes.allow");
    assertThat(
            detail(
                open(new JsonObject().put("command", List.of("good")).put("env", evil)),
                "variable-not-allowed",
                "/env/PATH"))
        .contains("PATH");
    assertThat(
            detail(
                hub.tryCreate(process("direct", folder + "/evil/good")),
                "command-not-allowed",
                "/command/0"))
        .contains(folder + "/evil/good", "good (" + folder + "/bin/good)", "named (" + folder);
    assertThat(
            hub.create(
                    process("own-path", "good")
                        .put("env", new JsonObject().put("PATH", "/bin:" + folder + "/bin")))
                .getString("state"))
        .isEqualTo("running");
    assertThat(folder.resolve("ran-evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LD_PRELOAD",
        "LD_AUDIT",
        "DYLD_INSERT_LIBRARIES",
        "NODE_OPTIONS",
        "NODE_PATH",
        "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "GIT_SSH_COMMAND",
        "GIT_CONFIG_COUNT",
        "GIT_EXTERNAL_DIFF",
        "BASH_ENV",
        "ENV",
        "PYTHONSTARTUP",
        "PYTHONPATH",
        "PERL5OPT",
        "PERL5LIB",
        "RUBYOPT",
        "RUBYLIB",
        "npm_config_script_shell",
        "EDITOR",
        "PAGER"
      })
  void noVariableHasItRunAnother(String name) {
    JsonObject env = new JsonObject().put("HARMLESS", "1").put(name, folder + "/evil/good");

    assertThat(
            detail(
                hub.tryCreate(process("variable", "good").put("env", env)),
                "variable-not-allowed",
                "/env/" + name))
        .startsWith(name + " cannot be set");
    assertThat(
            detail(
                open(new JsonObject().put("command", List.of("good")).put("env", env)),
                "variable-not-allowed",
                "/env/" + name))
        .startsWith(name + " cannot be set");
  }

  @Test
  void otherVariablesAreSet() {
    JsonObject env =
        new JsonObject()
            .put("GIT_AUTHOR_NAME", "me")
            .put("PYTHONUNBUFFERED", "1")
            .put("LOADED", "1");

    assertThat(hub.tryCreate(process("variables", "good").put("env", env)).status()).isEqualTo(201);
  }

  @Test
  void aFolderIsClosedByWhateverNameItIsCalled() {
    assertThat(
            detail(
                hub.tryCreate(process("closed", folder + "/shut/tool")),
                "command-not-allowed",
                "/command/0"))
        .contains("processes.closed", folder + "/gate (" + folder + "/shut)");
  }

  @Test
  void probesAndStopHooksAreHeldToIt() {
    JsonObject evil = new JsonObject().put("command", List.of(folder + "/evil/good"));

    for (String part : List.of("health", "readiness", "stop")) {
      assertThat(
              detail(
                  hub.tryCreate(process("hooks", "good").put(part, evil)),
                  "command-not-allowed",
                  "/" + part + "/command/0"))
          .contains(folder + "/evil/good");
    }
    assertThat(folder.resolve("ran-evil")).doesNotExist();
  }

  @Test
  void servicesOfTheFileAreHeldToItAndSaySo() {
    assertThat(hub.awaitState("sneaks-in", "failed").getString("status"))
        .contains(folder + "/evil/good", "processes.allow");
  }

  @Test
  void terminalsToolsAndTheLoginShellAreHeldToIt() {
    assertThat(detail(open(new JsonObject()), "command-not-allowed", "/command")).contains("/bash");
    assertThat(
            detail(
                open(new JsonObject().put("command", List.of("/bin/sh"))),
                "command-not-allowed",
                "/command/0"))
        .contains("/bin/sh");
    assertThat(hub.hub().request("POST", "/api/tools/just/launch").body("{}").send().problem())
        .isEqualTo("command-not-allowed");
    assertThat(folder.resolve("ran-just")).as("not even asked for its version").doesNotExist();
    assertThat(open(new JsonObject().put("command", List.of("good"))).status()).isEqualTo(201);
  }

  @Test
  void whatNamesNoFolderStartsInTheFirstRoot() {
    hub.create(process("homeless", "good"));
    assertThat(hub.awaitOutput("homeless", lines -> !lines.isEmpty()))
        .containsExactly("good in " + work);

    assertThat(open(new JsonObject().put("command", List.of("good"))).json().getString("cwd"))
        .isEqualTo(work.toString());
  }

  @Test
  void aRefusalIsAnEventAnEntryAndRepeatedAnAlert() {
    for (int i = 0; i < 5; i++) {
      assertThat(hub.tryCreate(process("stubborn", "/bin/sh")).status()).isEqualTo(422);
    }

    await()
        .untilAsserted(() ->
            assertThat(events.all("process.refused"))
                .anySatisfy(event -> {
                  assertThat(event.getString("name")).isEqualTo("stubborn");
                  assertThat(event.getString("kind")).isEqualTo("process");
                  assertThat(event.getString("code")).isEqualTo("command-not-allowed");
                  assertThat(event.getString("detail")).contains("/bin/sh");
                }));
    assertThat(hub.list("/api/audit?action=process.refused", "entries"))
        .anyMatch(entry ->
            entry.getString("subject").equals("stubborn")
                && entry.getString("result").equals("refused"));
    assertThat(hub.list("/api/audit?action=create-process", "entries"))
        .anySatisfy(entry -> {
          assertThat(entry.getString("subject")).isEqualTo("stubborn");
          assertThat(entry.getString("result")).isEqualTo("refused");
          assertThat(entry.getString("who")).isEqualTo("token");
          assertThat(entry.getString("from")).isEqualTo("127.0.0.1");
        });
    await()
        .untilAsserted(() ->
            assertThat(hub.list("/api/alerts", "raised"))
                .anySatisfy(alert -> {
                  assertThat(alert.encode()).contains("refusals", "were refused");
                }));
  }
}
