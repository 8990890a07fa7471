package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls on folders to work in. */
class FoldersTest {
  private static TestHub hub;
  private static Path work = Path.of("/");

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    Path real = folder.toRealPath();
    Path bin = Files.createDirectory(real.resolve("bin"));
    Path home = Files.createDirectory(real.resolve("home"));
    work = Files.createDirectories(real.resolve("work"));
    Files.writeString(home.resolve(".bash_profile"), "export PATH=" + bin + "\n");
    Files.copy(Path.of("/usr/bin/git"), bin.resolve("git"), StandardCopyOption.COPY_ATTRIBUTES);
    Path node = Files.writeString(bin.resolve("node"), "#!/bin/sh\necho v20.11.0\n");
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path shop = Files.createDirectories(work.resolve("my shop"));
    Files.writeString(shop.resolve("package.json"), "{\"engines\": {\"node\": \">=20\"}}");
    Files.writeString(shop.resolve("helm-chart"), "");
    Files.writeString(shop.resolve("Chart.yaml"), "");
    new ProcessBuilder("/usr/bin/git", "init", "-q", "-b", "trunk", shop.toString())
        .start()
        .waitFor();
    hub =
        TestHub.start(
            "roots: [" + work + "]",
            Map.of("HOME", home + "", "SHELL", "/bin/bash", "PATH", bin + ""));
    assertThat(hub.request("GET", "/api/tools?refresh=true").send().status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static TestHub.Response card(String path) {
    return hub.request(
            "GET", "/api/folders/card?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
        .send();
  }

  @Test
  void listsProjectsBelowTheRoots() {
    JsonObject all = hub.request("GET", "/api/folders?query=shop&limit=5").send().json();

    assertThat(all.getJsonArray("folders")).hasSize(1);
    JsonObject shop = all.getJsonArray("folders").getJsonObject(0);
    assertThat(shop.getString("path")).isEqualTo(work + "/my shop");
    assertThat(shop.getBoolean("repository")).isTrue();
    assertThat(all.getJsonObject("scan").getBoolean("complete")).isTrue();
    assertThat(hub.request("GET", "/api/folders?limit=0").send().status()).isEqualTo(400);
  }

  @Test
  void startsARelativePathFromTheHomeThatTheHubWasGiven() {
    assertThat(card("../work/my shop").json().getString("path")).isEqualTo(work + "/my shop");
  }

  @Test
  void showsWhatAFolderAsksForAndHowItsRepositoryStands() {
    JsonObject card = card(work + "/my shop").json();

    assertThat(card.getJsonObject("git").getString("branch")).isEqualTo("trunk");
    assertThat(card.getJsonObject("git").getInteger("untracked")).isEqualTo(3);
    assertThat(card.getJsonArray("missing")).isEqualTo(new JsonArray().add("helm"));
    assertThat(card.getJsonArray("wants").stream().map(JsonObject.class::cast))
        .anySatisfy(want -> {
          assertThat(want.getString("tool")).isEqualTo("node");
          assertThat(want.getString("version")).isEqualTo(">=20");
          assertThat(want.getString("installedVersion")).isEqualTo("20.11.0");
          assertThat(want.getBoolean("met")).isTrue();
        });
    assertThat(card(work + "").json().getValue("git")).isNull();
  }

  @Test
  void refusesWhatIsOutsideTheRootsOrNoFolder() throws IOException {
    Files.createSymbolicLink(work.resolve("out"), Path.of("/usr"));

    assertThat(card("/usr").status()).isEqualTo(422);
    assertThat(card(work + "/out").problem()).isEqualTo("folder-outside-roots");
    assertThat(card(work + "/../..").status()).isEqualTo(422);
    assertThat(card(work + "/none").status()).isEqualTo(404);
    assertThat(card(work + "/my shop/package.json").status()).isEqualTo(404);
    assertThat(card("a\0b").status()).isEqualTo(404);
    assertThat(hub.request("GET", "/api/folders/card").send().status()).isEqualTo(400);
  }
}
