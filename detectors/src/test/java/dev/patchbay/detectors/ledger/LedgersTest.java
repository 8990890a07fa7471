package dev.patchbay.detectors.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.detectors.Scripts;
import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What installers leave behind, as far as it tells versions. */
class LedgersTest {
  @TempDir private Path folder;

  private Path home = Path.of("/");
  private Catalogue catalogue = new Catalogue(Map.of(), Map.of(), java.util.List.of());

  @BeforeEach
  void load() throws IOException {
    home = folder.toRealPath();
    catalogue = Catalogue.load(home, home.resolve("absent"));
  }

  private static Owner owner(String installer, String packageName) {
    return new Owner(
        Optional.of(installer),
        Optional.of(packageName).filter(name -> !name.isEmpty()),
        false,
        "made up");
  }

  private Tool tool(String id) {
    return catalogue.tools().values().stream()
        .filter(tool -> tool.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Path file(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Optional<String> version(String id, Path real, Owner owner) {
    return new Ledgers(catalogue, home.resolve("status"))
        .find(tool(id), real, owner)
        .map(Recorded::version);
  }

  @Test
  void readsDebiansStatusForThePackagesThatAreTheTool() throws IOException {
    file(
        "status",
        """
        Package: jq
        Status: install ok installed
        Version: 1.6-2.1+deb12u1

        Package: kubectl
        Version: 1:528.0.0-0
        """);
    Path real = Path.of("/usr/bin/jq");

    assertThat(version("jq", real, owner("apt", "jq"))).contains("1.6");
    assertThat(version("jq", real, owner("apt", "jq-of-somebody"))).isEmpty();
    assertThat(version("kubectl", real, owner("apt", "kubectl"))).isEmpty();
  }

  @Test
  void readsDebiansStatusAgainWhenItChanged() throws IOException {
    Ledgers ledgers = new Ledgers(catalogue, home.resolve("status"));
    Path real = Path.of("/usr/bin/jq");
    assertThat(ledgers.find(tool("jq"), real, owner("apt", "jq"))).isEmpty();

    file("status", "Package: jq\nVersion: 1.7-1\n");

    assertThat(ledgers.find(tool("jq"), real, owner("apt", "jq")))
        .contains(new Recorded("1.7", "the Debian package jq 1.7-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "2:9.0.1378-2+deb12u2, 9.0.1378",
    "20.10.24+dfsg1-1+b2, 20.10.24",
    "9.2.0~ds1-1, 9.2.0",
    "4.3-4.1, 4.3",
    "590, 590",
    "2.0~rc1-1,",
    "1.30+really1.29-1,",
    "latest,"
  })
  void takesEpochAndRevisionAwayAndDoesNotGuess(String version, String upstream) {
    assertThat(DpkgLedger.upstream(version)).isEqualTo(Optional.ofNullable(upstream));
  }

  @Test
  void readsAnNpmPackageOfTheToolAndNoOther() throws IOException {
    String text = "{\"name\": \"%s\", \"config\": {\"version\": \"9\"}, \"version\": \"0.50.0\"}";
    file("lib/node_modules/@openai/codex/package.json", text.formatted("@openai/codex"));
    file("lib/node_modules/codex/package.json", text.formatted("codex"));
    Path real = home.resolve("lib/node_modules/@openai/codex/bin/codex.js");
    Path other = home.resolve("lib/node_modules/codex/bin/codex.js");

    assertThat(version("codex", real, owner("npm", "@openai/codex"))).contains("0.50.0");
    assertThat(version("codex", other, owner("npm", "codex"))).isEmpty();
  }

  @Test
  void passesOverAnNpmPackageThatIsDamagedOrAPipe() throws Exception {
    Path real = home.resolve("lib/node_modules/cline/cli.js");
    Path file = file("lib/node_modules/cline/package.json", "{\"name\": \"cline\", \"version\"");
    assertThat(version("cline", real, owner("npm", "cline"))).isEmpty();

    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(version("cline", real, owner("npm", "cline"))).isEmpty();
  }

  @Test
  void readsThePythonDistributionThatListsTheProgram() throws IOException {
    String packages = ".pyenv/versions/3.11.7/lib/python3.11/site-packages/";
    file(packages + "awscli-1.45.11.dist-info/RECORD", "x,,\n../../../bin/aws,sha256=abc,814\n");
    file(packages + "aws-9.9.dist-info/RECORD", "../../../bin/aws-other,,\n");
    Path bin = home.resolve(".pyenv/versions/3.11.7/bin");

    assertThat(version("aws", bin.resolve("aws"), owner("pyenv", ""))).contains("1.45.11");
    assertThat(version("pgcli", bin.resolve("pgcli"), owner("pyenv", ""))).isEmpty();
    assertThat(version("python", bin.resolve("python3.11"), owner("pyenv", ""))).contains("3.11.7");
  }

  @Test
  void readsWhichCrateAProgramIsOf() throws IOException {
    file(
        ".cargo/.crates2.json",
        """
        {"installs": {
          "cargo-edit 0.13.0 (registry+x)": {"features": [], "bins": ["cargo-add"]},
          "ripgrep 14.1.0 (registry+x)": {"version_req": null, "bins": ["rg"], "profile": "release"},
          "fake 7.0.0 (path+file)": {"bins": ["just"]}}}
        """);
    Path bin = home.resolve(".cargo/bin");

    assertThat(version("ripgrep", bin.resolve("rg"), owner("cargo", ""))).contains("14.1.0");
    assertThat(version("just", bin.resolve("just"), owner("cargo", ""))).isEmpty();
  }

  @Test
  void readsThePathWhereEachVersionHasAFolder() {
    Path brewed = Path.of("/opt/homebrew/Cellar/helix/25.01_1/bin/hx");
    Path mise = home.resolve(".local/share/mise/installs/node/22.4.0/bin/node");

    assertThat(version("helix", brewed, owner("brew", "helix"))).contains("25.01");
    assertThat(version("node", mise, owner("mise", "node"))).contains("22.4.0");
    assertThat(version("node", mise, owner("mise", "bun"))).isEmpty();
  }

  @Test
  void readsFilesOfTheToolItself() throws IOException {
    file("jdk/release", "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"25\"\n");
    file("maven/lib/maven-core-3.9.9.jar", "");
    file("debian/lib/maven-core-3.x.jar", "");
    file("sdk/VERSION", "528.0.0\n");
    Owner nobody = owner("script", "");

    assertThat(version("java", home.resolve("jdk/bin/java"), nobody)).contains("25");
    assertThat(version("jshell", home.resolve("jdk/bin/jshell"), nobody)).contains("25");
    assertThat(version("maven", home.resolve("maven/bin/mvn"), nobody)).contains("3.9.9");
    assertThat(version("maven", home.resolve("debian/bin/mvn"), nobody)).isEmpty();
    assertThat(version("gcloud", home.resolve("sdk/bin/gcloud"), nobody)).contains("528.0.0");
  }

  @Test
  void saysNothingWhereAToolMustTellItselfFromOthersOfItsName() throws IOException {
    file("status", "Package: yq\nVersion: 3.1.0-3\n");

    assertThat(version("yq", Path.of("/usr/bin/yq"), owner("apt", "yq"))).isEmpty();
  }

  @Test
  void followsAShimByItsManagersFileAlone() throws IOException {
    Path python = home.resolve(".pyenv/versions/3.11.7/bin/python3");
    Scripts.write(python, "");
    file(".pyenv/version", "3.9.1\n3.11.7\n");
    Path shim = home.resolve(".pyenv/shims/python3");
    Owner owner = new Owner(Optional.of("pyenv"), Optional.empty(), true, "made up");
    Shims shims = new Shims(catalogue, home, Map.of());

    assertThat(shims.target(shim, owner)).contains(python);
    assertThat(shims.target(shim, owner("pyenv", ""))).isEmpty();
    assertThat(new Shims(catalogue, home, Map.of("PYENV_VERSION", "3")).target(shim, owner))
        .isEmpty();
    file(".python-version", "3.9.1\n");
    assertThat(shims.target(shim, owner)).isEmpty();
    Files.delete(home.resolve(".python-version"));
    file(".pyenv/version", "../../x\n");
    assertThat(shims.target(shim, owner)).isEmpty();
  }
}
