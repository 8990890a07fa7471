package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls on tools, in a home that is made up, with installers that are made up. */
class ToolsTest {
  @TempDir private static Path folder;

  private static Path home = Path.of("/");
  private static Path bin = Path.of("/");
  private static TestHub hub;
  private static EventReader events;

  @BeforeAll
  static void start() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    bin = Files.createDirectory(folder.toRealPath().resolve("bin"));
    for (String name : List.of("bash", "sh", "cat", "cp", "mkdir", "pwd", "sleep")) {
      Files.copy(Path.of("/usr/bin", name), bin.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(home.resolve(".bash_profile"), "export PATH=" + bin + " SECRET=s PASSED=p\n");
    hub =
        TestHub.start(
            "roots: [" + folder.toRealPath() + "]\ntools: {environment: {SERVICE: there}}\n",
            Map.of("HOME", home + "", "SHELL", "/bin/bash", "PATH", bin + ""));
    Files.createDirectory(hub.dataDir().resolve("tools.d"));
    Files.writeString(hub.dataDir().resolve("tools.d/own.json"), ownEntries());
    script("fake-install", "exec sh " + folder.toRealPath() + "/recipes/$1");
    events = EventReader.from(hub, "");
  }

  @AfterAll
  static void stop() {
    events.stop();
    hub.close();
  }

  private static final JsonObject ASKS =
      new JsonObject().put("state", "waiting").put("lines", "2").put("regex", "^Go on\\? \\[y/n]");

  /** Tools of which each test has one to itself. */
  private static String ownEntries() {
    JsonArray tools = new JsonArray();
    for (String id :
        List.of(
            "shown",
            "asked",
            "inside",
            "open",
            "swapped",
            "gone",
            "fresh",
            "failing",
            "nowhere",
            "aside",
            "slow",
            "other",
            "stale",
            "grown",
            "scripted",
            "asking",
            "locked",
            "questioned")) {
      tools.add(
          new JsonObject()
              .put("id", id)
              .put("name", "The " + id)
              .put("category", "build")
              .put("homepage", "https://example.org")
              .put("binaries", new JsonArray().add(id))
              .put("version", new JsonObject())
              .put("states", new JsonArray().add(ASKS))
              .put("launch", new JsonObject("{\"args\": [\"--first\"], \"env\": [\"PASS*\"]}"))
              .put("update", new JsonObject().put("args", new JsonArray().add("--update")))
              .put(
                  "install",
                  new JsonArray()
                      .add(new JsonObject().put("installer", "fake").put("package", id))
                      .add(new JsonObject().put("installer", "absent").put("package", id))
                      .add(
                          new JsonObject()
                              .put("installer", "script")
                              .put("url", "https://example.org/install.sh")
                              .put("shell", "sh")
                              .put("env", new JsonObject().put("QUIET", "1")))));
    }
    tools.add(new JsonObject().put("id", "broken"));
    return new JsonObject()
        .put(
            "installers",
            new JsonArray()
                .add(
                    new JsonObject(
                        "{\"id\":\"fake\",\"name\":\"Fake\",\"install\":[\"fake-install\",\"{package}\"]}"))
                .add(
                    new JsonObject(
                        "{\"id\":\"absent\",\"name\":\"Absent\",\"install\":[\"no-such\",\"{package}\"]}")))
        .put("tools", tools)
        .encode();
  }

  private static Path script(String name, String body) throws IOException {
    return script(bin.resolve(name), body);
  }

  private static Path script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    // Written aside, so that nobody executes half a file or one that is still open for writing.
    Path fresh = Files.writeString(folder.resolve("fresh-file"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void recipe(String tool, String body) throws IOException {
    script(folder.toRealPath().resolve("recipes").resolve(tool), body);
  }

  private static TestHub.Response post(String path, JsonObject body) {
    return hub.request("POST", "/api/tools/" + path).body(body.encode()).send();
  }

  private static JsonObject refreshed(String id) {
    JsonObject all = hub.request("GET", "/api/tools?refresh=true").send().json();
    return tool(all, id);
  }

  private static JsonObject tool(JsonObject all, String id) {
    return all.getJsonArray("tools").stream()
        .map(JsonObject.class::cast)
        .filter(tool -> tool.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String screen(String terminal) {
    await().until(() -> hub.terminal(terminal).getString("state").equals("exited"));
    return hub.request("GET", "/api/terminals/" + terminal + "/screen").send().body();
  }

  private static JsonObject event(String name, String id) {
    await(name + " of " + id)
        .until(() -> events.all(name).stream().anyMatch(e -> e.getString("id").equals(id)));
    return events.all(name).stream().filter(e -> e.getString("id").equals(id)).findFirst().get();
  }

  @Test
  void listsAllToolsWithWhatIsWrongWithOwnEntries() throws IOException {
    script("shown", "echo shown 1.4.2");

    JsonObject shown = refreshed("shown");

    assertThat(shown.getBoolean("installed")).isTrue();
    assertThat(shown.getString("path")).isEqualTo(bin + "/shown");
    assertThat(shown.getString("version")).isEqualTo("1.4.2");
    assertThat(shown.getBoolean("launchable")).isTrue();
    assertThat(shown.getJsonArray("copies").getJsonObject(0).getBoolean("wins")).isTrue();
    JsonObject all = hub.request("GET", "/api/tools").send().json();
    assertThat(all.getJsonArray("tools").size()).isGreaterThan(110);
    assertThat(tool(all, "grok").getBoolean("installed")).isFalse();
    assertThat(all.getJsonObject("scan").getJsonObject("shell").getString("program"))
        .isEqualTo("/bin/bash");
    assertThat(all.getJsonArray("faults").getJsonObject(0).getString("reason"))
        .contains("name", "missing");
    assertThat(event("tool.detected", "shown").getJsonObject("tool").getString("path"))
        .isEqualTo(bin + "/shown");
  }

  @Test
  void explainsOneWithItsRecipesAndWhyItsCopyWins() throws IOException {
    script("asked", "echo asked 1.0.0");
    refreshed("asked");

    JsonObject asked = hub.request("GET", "/api/tools/asked").send().json();

    assertThat(asked.getJsonArray("why").getString(0)).contains("wins", bin + "/asked");
    JsonArray install = asked.getJsonObject("recipes").getJsonArray("install");
    assertThat(install.getJsonObject(0).getString("recipe")).isEqualTo("fake");
    assertThat(install.getJsonObject(0).getJsonArray("argv"))
        .containsExactly(bin + "/fake-install", "asked");
    assertThat(install.getJsonObject(1).getString("script")).startsWith("https://");
    assertThat(install.getJsonObject(2).getBoolean("usable")).isFalse();
    assertThat(install.getJsonObject(2).getString("obstacle")).contains("no-such");
    assertThat(
            asked
                .getJsonObject("recipes")
                .getJsonArray("update")
                .getJsonObject(0)
                .getJsonArray("argv"))
        .containsExactly(bin + "/asked", "--update");
    assertThat(hub.request("GET", "/api/tools/unheard-of").send().status()).isEqualTo(404);
  }

  @Test
  void launchesAToolByItsAbsolutePathInTheFolderAskedFor() throws IOException {
    script("shown", "echo \"$0|$*|$(pwd)|$SERVICE|$PASSED|$SECRET|$PATCHBAY_URL|$PATH|\"");
    refreshed("shown");

    TestHub.Response launched =
        post(
            "shown/launch",
            new JsonObject()
                .put("cwd", home + "")
                .put("args", new JsonArray().add("a b"))
                .put("cols", 500));

    assertThat(launched.status()).isEqualTo(201);
    assertThat(launched.header("location"))
        .isEqualTo("/api/terminals/" + launched.json().getString("id"));
    assertThat(launched.json().getString("name")).isEqualTo("The shown");
    assertThat(screen(launched.json().getString("id")))
        .contains(
            String.join(
                "|",
                bin + "/shown",
                "--first a b",
                home + "",
                "there",
                "p",
                "",
                hub.url(),
                bin + "",
                ""));
    assertThat(event("tool.launched", "shown").getString("terminal")).isNotEmpty();
  }

  @Test
  void refusesWhatCannotOrMustNotBeLaunched() throws IOException {
    script("shown", "echo shown 1.4.2");
    refreshed("shown");

    assertThat(post("grok/launch", new JsonObject()).status()).isEqualTo(409);
    assertThat(post("grok/launch", new JsonObject()).problem()).isEqualTo("tool-not-installed");
    assertThat(post("unheard-of/launch", new JsonObject()).status()).isEqualTo(404);
    assertThat(post("shown/launch", new JsonObject().put("cwd", "/")).problem())
        .isEqualTo("folder-outside-roots");
    assertThat(post("shown/launch", new JsonObject().put("cwd", "no/such")).status())
        .isEqualTo(400);
    assertThat(post("shown/launch", new JsonObject().put("command", "rm")).status()).isEqualTo(400);
  }

  @Test
  void takesTenThousandArguments() throws IOException {
    script("shown", "echo \"$# arguments\"");
    refreshed("shown");
    JsonArray many = new JsonArray(Collections.nCopies(10_000, "x"));

    String terminal =
        post("shown/launch", new JsonObject().put("cwd", home + "").put("args", many))
            .json()
            .getString("id");

    assertThat(screen(terminal)).contains("10001 arguments");
    assertThat(post("shown/launch", new JsonObject().put("args", many.copy().add("y"))).status())
        .isEqualTo(400);
  }

  @Test
  void asksBeforeItRunsWhatIsPartOfTheProject() throws IOException {
    Path project = folder.toRealPath().resolve("project");
    Files.createDirectories(project.resolve(".git"));
    Files.createDirectories(project.resolve("sub"));
    Files.createSymbolicLink(
        bin.resolve("inside"), script(project.resolve("tools/inside"), "echo inside 1.0"));
    refreshed("inside");
    JsonObject body = new JsonObject().put("cwd", project.resolve("sub") + "");

    assertThat(post("inside/launch", body).problem()).isEqualTo("tool-inside-project");
    assertThat(post("inside/launch", body).status()).isEqualTo(422);
    assertThat(post("inside/launch", body.put("confirm", true)).status()).isEqualTo(201);
    assertThat(post("inside/launch", new JsonObject().put("cwd", home + "")).status())
        .isEqualTo(201);
  }

  @Test
  void asksBeforeItRunsWhatAnybodyMayReplace() throws IOException {
    Path program = script("open", "echo open 1.0");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    refreshed("open");
    JsonObject body = new JsonObject().put("cwd", home + "");

    assertThat(post("open/launch", body).problem()).isEqualTo("tool-open-to-all");
    assertThat(post("open/launch", body.put("confirm", true)).status()).isEqualTo(201);
  }

  @Test
  void looksOnceMoreRightBeforeItRunsATool() throws IOException {
    Path first = script("swapped", "echo swapped 1.0");
    Path other = script("gone", "echo gone 1.0");
    refreshed("swapped");
    JsonObject body = new JsonObject().put("cwd", home + "");
    Files.delete(other);
    script("swapped", "echo swapped 2.0; echo run by $0");

    String terminal = post("swapped/launch", body).json().getString("id");

    assertThat(screen(terminal)).contains("swapped 2.0", "run by " + first);
    assertThat(audited("launch-tool", "swapped").getJsonObject("details").getString("id"))
        .isEqualTo(terminal);
    assertThat(post("gone/launch", body).problem()).isEqualTo("tool-not-installed");
    assertThat(refreshed("swapped").getString("version")).isEqualTo("2.0");
  }

  @Test
  void installsOnATerminalAndFindsWhatIsNew() throws IOException {
    recipe(
        "fresh",
        "printf '#!/bin/sh\\necho fresh 3.2.1\\n' > t; chmod +x t; mv t " + bin + "/fresh");
    Files.copy(Path.of("/usr/bin/chmod"), bin.resolve("chmod"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(Path.of("/usr/bin/mv"), bin.resolve("mv"), StandardCopyOption.COPY_ATTRIBUTES);

    TestHub.Response started = post("fresh/install", new JsonObject());

    assertThat(started.status()).as(started.body()).isEqualTo(202);
    assertThat(started.json().getString("name")).isEqualTo("Install The fresh");
    JsonObject installed = event("tool.installed", "fresh");
    assertThat(installed.getString("terminal")).isEqualTo(started.json().getString("id"));
    assertThat(installed.getString("recipe")).isEqualTo("fake");
    assertThat(installed.getString("remark")).isEmpty();
    assertThat(installed.getJsonObject("tool").getString("version")).isEqualTo("3.2.1");
    assertThat(events.all("tool.install-progress"))
        .filteredOn(progress -> progress.getString("id").equals("fresh"))
        .extracting(progress -> progress.getString("stage"))
        .containsExactly("running", "looking");
    assertThat(audited("install-tool", "fresh").getJsonObject("details").getString("id"))
        .isEqualTo(started.json().getString("id"));
    assertThat(audited("tool.installed", "fresh").getString("result")).isEqualTo("done");
  }

  private static JsonObject audited(String action, String subject) {
    return hub
        .request("GET", "/api/audit?action=" + action)
        .send()
        .json()
        .getJsonArray("entries")
        .stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.getString("subject").equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsARecipeThatFailedFromOneThatInstalledNothing() throws IOException {
    recipe("failing", "exit 7");
    awaitFree(() -> post("failing/install", new JsonObject().put("recipe", "fake")));
    JsonObject failed = event("tool.install-failed", "failing");
    assertThat(failed.getString("code")).isEqualTo("recipe-failed");
    assertThat(failed.getString("detail")).contains("code 7");

    recipe("nowhere", "exit 0");
    awaitFree(() -> post("nowhere/install", new JsonObject()));
    assertThat(event("tool.install-failed", "nowhere").getString("code"))
        .isEqualTo("not-found-on-path");
  }

  @Test
  void saysThatAPackageManagerIsLocked() throws IOException {
    recipe("locked", "echo 'E: Could not get lock /var/lib/dpkg/lock' >&2; exit 100");

    String terminal =
        awaitFree(() -> post("locked/install", new JsonObject())).json().getString("id");

    assertThat(event("tool.install-failed", "locked").getString("detail")).contains("code 100");
    assertThat(screen(terminal)).contains("Could not get lock");
  }

  @Test
  void letsAPackageManagerAskOnItsTerminal() throws IOException {
    recipe("questioned", "echo 'Go on? [y/n]'; read answer; [ \"$answer\" = y ] || exit 9");
    String terminal =
        awaitFree(() -> post("questioned/install", new JsonObject())).json().getString("id");
    await()
        .until(
            () -> hub.request("GET", "/api/terminals/" + terminal + "/screen").send().body(),
            screen -> screen.contains("Go on?"));
    assertThat(hub.terminal(terminal).getString("state")).isEqualTo("running");

    hub.request("POST", "/api/terminals/" + terminal + "/keys")
        .body("{\"text\":\"n\",\"keys\":[\"enter\"]}")
        .send();

    assertThat(event("tool.install-failed", "questioned").getString("detail")).contains("code 9");
  }

  @Test
  void saysWhereItIsInstalledButNotOnThePath() throws IOException {
    recipe("aside", "mkdir -p ~/.local/bin; cp " + bin + "/fake-install ~/.local/bin/aside");

    awaitFree(() -> post("aside/install", new JsonObject()));

    assertThat(event("tool.installed", "aside").getString("remark"))
        .contains(home + "/.local/bin/aside", "not on your PATH");
  }

  @Test
  void runsOneRecipeOfAnInstallerAtATime() throws IOException {
    recipe("slow", "while [ ! -e " + folder.toRealPath() + "/go ]; do sleep 0.05; done; exit 1");
    TestHub.Response slow = awaitFree(() -> post("slow/install", new JsonObject()));

    TestHub.Response second = post("other/install", new JsonObject());

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.problem()).isEqualTo("installer-busy");
    assertThat(second.json().getString("detail")).contains("The slow", slow.json().getString("id"));
    Files.writeString(folder.resolve("go"), "");
    event("tool.install-failed", "slow");
    recipe("other", "exit 0");
    assertThat(awaitFree(() -> post("other/install", new JsonObject())).status()).isEqualTo(202);
  }

  @Test
  void saysThatAnUpdateChangedNothing() throws IOException {
    script("stale", "echo stale 1.0.0");
    refreshed("stale");

    assertThat(post("stale/update", new JsonObject()).status()).isEqualTo(202);

    JsonObject failed = event("tool.install-failed", "stale");
    assertThat(failed.getString("code")).isEqualTo("still-the-old-version");
    assertThat(failed.getString("detail")).contains("1.0.0");
    assertThat(post("grok/update", new JsonObject()).problem()).isEqualTo("tool-not-installed");
  }

  @Test
  void runsAScriptOnlyAsItWasShown() throws Exception {
    String text = "printf '#!/bin/sh\\necho scripted 4.0.'$QUIET > \"$HOME/s\"; exit 5";
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    JsonObject body = new JsonObject().put("recipe", "script");

    assertThat(post("scripted/install", body).problem()).isEqualTo("script-not-confirmed");
    assertThat(post("scripted/install", body.put("sha256", hash)).problem())
        .isEqualTo("script-not-confirmed");
    Files.writeString(hub.dataDir().resolve("install-" + hash + ".sh"), text + " ");
    assertThat(post("scripted/install", body).problem()).isEqualTo("script-not-confirmed");
    Files.writeString(hub.dataDir().resolve("install-" + hash + ".sh"), text);
    assertThat(post("scripted/install", body).status()).isEqualTo(202);
    assertThat(event("tool.install-failed", "scripted").getString("detail")).contains("code 5");
    assertThat(Files.readString(home.resolve("s"))).contains("4.0.1");
  }

  @Test
  void knowsByWhatAToolShowsThatItWaits() throws IOException {
    script("asking", "echo 'Go on? [y/n]'; read answer; echo so; echo on; read more");
    String id =
        hub.request("POST", "/api/tools/asking/launch").body("{}").send().json().getString("id");

    await().until(() -> "waiting by screen".equals(standing(id)));
    hub.request("POST", "/api/terminals/" + id + "/keys").body("{\"keys\":[\"enter\"]}").send();
    await().until(() -> !"waiting by screen".equals(standing(id)));
  }

  private static String standing(String id) {
    JsonObject attention = hub.terminal(id).getJsonObject("attention", new JsonObject());
    return attention == null
        ? ""
        : attention.getString("state") + " by " + attention.getString("source");
  }

  @Test
  void refusesRecipesThatCannotBeUsedHere() {
    assertThat(post("asked/install", new JsonObject().put("recipe", "absent")).problem())
        .isEqualTo("recipe-unusable");
    assertThat(post("asked/install", new JsonObject().put("recipe", "brew")).problem())
        .isEqualTo("no-recipe");
    assertThat(post("unheard-of/install", new JsonObject()).status()).isEqualTo(404);
  }

  /** Other tests use the same installer. */
  private static TestHub.Response awaitFree(java.util.function.Supplier<TestHub.Response> request) {
    TestHub.Response[] last = new TestHub.Response[1];
    await()
        .until(() -> {
          last[0] = request.get();
          return last[0].status() != 409;
        });
    return last[0];
  }
}
