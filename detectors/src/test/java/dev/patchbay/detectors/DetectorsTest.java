package dev.patchbay.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.SearchPath.Origin;
import dev.patchbay.detectors.probe.JdkProbeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a home folder that is made up, with programs that count how often they are run. */
class DetectorsTest {
  @TempDir private Path folder;

  private final List<Discovery> news = new CopyOnWriteArrayList<>();
  private Path home = Path.of("/");
  private Path bin = Path.of("/");

  /** What the programs themselves need; the machine's other tools would only take time. */
  private Path basics = Path.of("/");

  private Detectors detectors = detectors(Path.of("/nonexistent"), Path.of("/nonexistent"));

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    bin = Files.createDirectory(folder.resolve("bin"));
    basics = Files.createDirectory(folder.resolve("basics"));
    for (String name : List.of("bash", "cat", "head", "setsid", "sleep")) {
      Files.copy(
          Path.of("/usr/bin", name), basics.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    path(bin.toString());
    reopen();
  }

  @AfterEach
  void close() {
    detectors.close();
  }

  private void path(String path) throws IOException {
    Files.writeString(home.resolve(".bash_profile"), "export PATH=" + path + ":" + basics + "\n");
  }

  private void reopen() {
    detectors.close();
    detectors = detectors(home, folder.resolve("tools.d"));
  }

  private Detectors detectors(Path userHome, Path own) {
    Map<String, String> environment =
        Map.of("SHELL", "/bin/bash", "HOME", userHome.toString(), "PATH", basics.toString());
    Path cache = folder == null ? Path.of("/nonexistent/cache") : folder.resolve("cache.json");
    return new Detectors(
        DetectorSettings.of(userHome, environment, own, cache),
        new JdkProbeRunner(),
        FileAccess.unbounded(),
        news::add);
  }

  private ToolReport look(String id) {
    return detectors.look(false).join().find(id).orElseThrow();
  }

  private Version version(String id) {
    return look(id).winner().orElseThrow().version();
  }

  /** A program that says what it is, and in a file that it was run. */
  private Path program(Path file, String answer) {
    return Scripts.write(file, "echo run >> " + folder + "/runs\necho '" + answer + "'");
  }

  private int runs() throws IOException {
    Path file = folder.resolve("runs");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void findsRealToolsOfTheMachine() {
    ToolReport bash = look("bash");

    assertThat(bash.isInstalled()).isTrue();
    assertThat(bash.winner().orElseThrow().version())
        .isInstanceOfSatisfying(
            Version.Known.class, known -> assertThat(known.text()).matches("\\d+\\.\\d+.*"));
    assertThat(bash.winner().orElseThrow().copy().origin()).isEqualTo(Origin.LOGIN_SHELL);
    assertThat(look("grok").isInstalled()).isFalse();
  }

  @Test
  void tellsInStagesWhatIsHereThenItsVersionThenThatAllIsSaid() {
    program(bin.resolve("lazygit"), "commit=abc, version=0.40.2, os=linux");

    Snapshot complete = detectors.look(false).join();

    assertThat(news.getFirst()).isInstanceOf(Discovery.Present.class);
    assertThat(news.getLast()).isEqualTo(new Discovery.Complete(complete));
    Snapshot present = ((Discovery.Present) news.getFirst()).snapshot();
    assertThat(present.complete()).isFalse();
    assertThat(present.find("lazygit").orElseThrow().winner().orElseThrow().version())
        .isEqualTo(new Version.Pending());
    assertThat(news)
        .anyMatch(piece ->
            piece instanceof Discovery.Learned(ToolReport report)
                && report.tool().id().equals("lazygit"));
    assertThat(complete.find("lazygit").orElseThrow().winner().orElseThrow().version())
        .isEqualTo(new Version.Known("0.40.2"));
    assertThat(complete.complete()).isTrue();
    assertThat(detectors.latest()).isEqualTo(complete);
  }

  @Test
  void asksAnUnchangedProgramNeverAgainAndAChangedOneAtOnce() throws IOException {
    Path helix = program(bin.resolve("hx"), "helix 24.7");
    assertThat(version("helix")).isEqualTo(new Version.Known("24.7"));
    assertThat(version("helix")).isEqualTo(new Version.Known("24.7"));
    assertThat(runs()).isEqualTo(1);

    reopen();
    assertThat(version("helix")).isEqualTo(new Version.Known("24.7"));
    assertThat(runs()).isEqualTo(1);

    program(helix, "helix 25.1");
    Files.setLastModifiedTime(helix, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(version("helix")).isEqualTo(new Version.Known("25.1"));
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void asksAShimAgainWhenItsManagersFileChanged() throws IOException {
    Path shims = home.resolve(".pyenv/shims");
    Files.createDirectories(shims);
    Files.writeString(home.resolve(".pyenv/version"), "7.1.0\n");
    Scripts.write(shims.resolve("ruby"), "echo ruby $(cat " + home + "/.pyenv/version)");
    path(shims.toString());
    assertThat(version("ruby")).isEqualTo(new Version.Known("7.1.0"));
    assertThat(look("ruby").winner().orElseThrow().owner().shim()).isTrue();

    Files.writeString(home.resolve(".pyenv/version"), "7.10.0\n");

    assertThat(version("ruby")).isEqualTo(new Version.Known("7.10.0"));
  }

  @Test
  void passesOverAShimThatHasNothingToRun() throws IOException {
    Path shims = home.resolve(".pyenv/shims");
    Scripts.write(shims.resolve("helm"), "echo 'not installed in this version' >&2; exit 127");
    path(shims.toString());

    ToolReport helm = look("helm");

    assertThat(helm.isInstalled()).isFalse();
    assertThat(helm.why()).singleElement().asString().contains("shim has nothing to run");
  }

  @Test
  void tellsAToolFromAnotherProgramOfItsName() {
    program(bin.resolve("goose"), "goose version: v3.21.1, a database migration tool");

    ToolReport goose = look("goose");

    assertThat(goose.copies()).hasSize(1);
    assertThat(goose.isInstalled()).isFalse();
    assertThat(goose.why()).singleElement().asString().contains("another program");
  }

  @Test
  void showsEveryCopyAndWhyOneWins() throws IOException {
    Path late = Files.createDirectory(folder.resolve("late"));
    program(bin.resolve("just"), "just 1.40.0");
    program(late.resolve("just"), "just 1.10.0");
    program(home.resolve(".cargo/bin/just"), "just 1.41.0");
    path(bin + ":" + late);

    ToolReport just = look("just");

    assertThat(just.copies())
        .extracting(found -> found.copy().path())
        .containsExactly(
            bin.resolve("just"), late.resolve("just"), home.resolve(".cargo/bin/just"));
    assertThat(just.copies())
        .extracting(FoundCopy::version)
        .containsExactly(
            new Version.Known("1.40.0"), new Version.Known("1.10.0"), new Version.Known("1.41.0"));
    assertThat(just.copies().getLast().owner().installer()).contains("cargo");
    assertThat(just.why().getFirst()).contains("wins", bin + "/just", "entry 1");
    assertThat(just.why().get(1)).contains("comes later", "entry 2");
    assertThat(just.why().get(2)).contains("not on your PATH");
  }

  @Test
  void knowsWhoInstalledAProgramByWhereItReallyLies() throws IOException {
    Path module = home.resolve(".npm-global/lib/node_modules/@openai/codex/bin/codex.js");
    program(module, "codex-cli 0.50.0");
    Files.createSymbolicLink(bin.resolve("codex"), module);

    FoundCopy codex = look("codex").winner().orElseThrow();

    assertThat(codex.copy().path()).isEqualTo(bin.resolve("codex"));
    assertThat(codex.copy().real()).isEqualTo(module.toRealPath());
    assertThat(codex.owner().installer()).contains("npm");
    assertThat(codex.owner().packageName()).contains("@openai/codex");
  }

  @Test
  void runsNothingForAVersionThatIsWrittenDown() throws IOException {
    Path module = home.resolve(".npm-global/lib/node_modules/@openai/codex/bin/codex.js");
    program(module, "codex-cli 0.50.0");
    Path file = module.resolveSibling("../package.json").normalize();
    Files.writeString(file, "{\"name\": \"@openai/codex\", \"version\": \"0.51.0\"}");
    Files.createSymbolicLink(bin.resolve("codex"), module);

    assertThat(version("codex")).isEqualTo(new Version.Known("0.51.0", file.toRealPath() + ""));
    assertThat(runs()).isZero();
  }

  @Test
  void looksAShimUpAgainWhenWhatItLeadsToChanged() throws IOException {
    Path root = home.resolve(".pyenv");
    program(root.resolve("shims/aws"), "aws-cli/1.0.0");
    path(root.resolve("shims").toString());
    Path python = root.resolve("versions/3.11.7");
    Path packages = Files.createDirectories(python.resolve("lib/python3.11/site-packages"));
    Files.writeString(root.resolve("version"), "3.11.7\n");
    Path old = distribution(packages, "awscli-1.45.0");
    program(python.resolve("bin/aws"), "");
    assertThat(version("aws")).isEqualTo(new Version.Known("1.45.0", old + ""));

    Files.move(old, packages.resolve("old"));
    Path fresh = distribution(packages, "awscli-1.46.0");
    Files.setLastModifiedTime(
        python.resolve("bin/aws"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(version("aws")).isEqualTo(new Version.Known("1.46.0", fresh + ""));
    assertThat(runs()).isZero();
  }

  private static Path distribution(Path packages, String name) throws IOException {
    Path info = Files.createDirectory(packages.resolve(name + ".dist-info"));
    Files.writeString(info.resolve("RECORD"), "../../../bin/aws,,\n");
    return info.toRealPath();
  }

  @Test
  void survivesToolsThatMisbehave() {
    Scripts.write(bin.resolve("amp"), "sleep 1000");
    Scripts.write(bin.resolve("auggie"), "while :; do echo 1.2.3; done");
    Scripts.write(bin.resolve("cline"), "printf '\\377\\376 \\001\\200 garbage \\277'");
    Scripts.write(bin.resolve("droid"), "printf 'Password: '; read p || exit 1");
    Scripts.write(bin.resolve("kilo"), "kill -ABRT $$");
    Scripts.write(bin.resolve("kimi"), "printf '\\033[?1049h\\033[2J\\033[31m1.4.0\\033[0m'");
    Scripts.write(bin.resolve("grok"), "[ -n \"$DISPLAY\" ] && sleep 1000; echo 2.5.0");
    Scripts.write(bin.resolve("crush"), "(setsid sleep 1000 &) ; echo v0.9.1");
    Scripts.write(bin.resolve("qwen"), "");

    Snapshot all = detectors.look(false).join();

    assertThat(reason(all, "amp")).contains("3000 ms");
    assertThat(reason(all, "auggie")).contains("without end");
    assertThat(reason(all, "cline")).contains("no version");
    assertThat(reason(all, "droid")).contains("code 1");
    assertThat(reason(all, "kilo")).contains("signal 6");
    assertThat(known(all, "kimi")).isEqualTo("1.4.0");
    assertThat(known(all, "grok")).isEqualTo("2.5.0");
    assertThat(known(all, "crush")).isEqualTo("0.9.1");
    assertThat(reason(all, "qwen-code")).contains("no version");
    assertThat(all.took()).isLessThan(Duration.ofSeconds(500));
  }

  private static Version versionOf(Snapshot all, String id) {
    return all.find(id).orElseThrow().winner().orElseThrow().version();
  }

  private static String reason(Snapshot all, String id) {
    return versionOf(all, id) instanceof Version.Unknown(String reason) ? reason : "";
  }

  private static String known(Snapshot all, String id) {
    return versionOf(all, id) instanceof Version.Known(String text, var _) ? text : "";
  }

  @Test
  void isNotHeldUpByAPatternThatWouldMatchForYears() throws IOException {
    Files.createDirectory(folder.resolve("tools.d"));
    Files.writeString(
        folder.resolve("tools.d/mine.yaml"),
        """
        tools:
          - {id: mine, name: Mine, category: build, homepage: "https://example.org", binaries: [mine],
             version: {regex: "((a+)+)+$"}}
        """);
    program(bin.resolve("mine"), "a".repeat(1_000) + "!");

    assertThat(detectors.look(false)).succeedsWithin(Duration.ofSeconds(10));

    assertThat(reason(detectors.latest(), "mine")).contains("no version");
  }

  @Test
  void doesNotRunWhatMustNotBeRunToBeAsked() throws IOException {
    program(bin.resolve("jshell"), "jshell 25");

    assertThat(version("jshell")).isEqualTo(new Version.NotAsked());
    assertThat(runs()).isZero();
  }

  @Test
  void showsAProgramThatAnybodyMayReplaceAndDoesNotRunIt() throws IOException {
    program(bin.resolve("just"), "just 1.40.0");
    Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxrwxrwx"));

    FoundCopy found = look("just").winner().orElseThrow();

    assertThat(found.copy().openToAll()).isTrue();
    assertThat(((Version.NotAsked) found.version()).reason())
        .contains(bin.toRealPath() + " may be written by everybody");
    assertThat(runs()).isZero();
    Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(version("just")).isEqualTo(new Version.Known("1.40.0"));
  }

  @Test
  void asksNoShellWhoseStartUpFilesAnybodyMayWrite() throws IOException {
    Path profile = home.resolve(".bash_profile");
    Path ran = folder.resolve("ran");
    Files.writeString(profile, "touch " + ran + "\n");
    Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-rw-rw-"));

    detectors.look(true).join();

    assertThat(detectors.latest().shell().toString())
        .contains(profile.toRealPath() + " may be written by everybody");
    assertThat(ran).doesNotExist();
  }

  @Test
  void looksWithTheHubsOwnEnvironmentWhereTheShellCannotBeAsked() throws IOException {
    Files.writeString(home.resolve(".bash_profile"), "exit 3\n");

    Snapshot all = detectors.look(true).join();

    assertThat(all.shell().variables()).isEmpty();
    assertThat(all.find("bash").orElseThrow().winner().orElseThrow().copy().origin())
        .isEqualTo(Origin.HUB);
  }

  @Test
  void doesNotAskAShellThatFailedAtEveryLook() throws IOException {
    Files.writeString(home.resolve(".bash_profile"), "echo run >> " + folder + "/runs\nexit 3\n");

    detectors.look(false).join();
    detectors.look(false).join();
    assertThat(runs()).isEqualTo(1);

    detectors.look(true).join();
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void asksTheShellAgainWhenAStartUpFileChanged() throws IOException {
    assertThat(look("just").isInstalled()).isFalse();
    Path other = folder.resolve("other");
    program(other.resolve("just"), "just 1.40.0");

    path(other.toString());

    assertThat(look("just").isInstalled()).isTrue();
  }

  @Test
  void takesInAnEntryOfTheUsersOwnThatCameMeanwhile() throws IOException {
    assertThat(detectors.look(false).join().find("mine")).isEmpty();
    program(bin.resolve("mine"), "mine 3.1");
    Files.createDirectory(folder.resolve("tools.d"));
    Files.writeString(
        folder.resolve("tools.d/mine.yaml"),
        """
        tools:
          - {id: mine, name: Mine, category: build, homepage: "https://example.org", binaries: [mine], version: {}}
          - {id: broken}
        """);

    assertThat(version("mine")).isEqualTo(new Version.Known("3.1"));
    assertThat(detectors.latest().faults()).singleElement().asString().contains("mine.yaml:3");
  }

  @Test
  void asksWhoInstalledAToolForTheNewestVersion() throws IOException {
    Files.createDirectory(folder.resolve("tools.d"));
    Files.writeString(
        folder.resolve("tools.d/own.yaml"),
        """
        installers:
          - {id: shop, name: Shop, paths: ["%1$s/shop/*"], latest: {args: [ask, "{package}"], regex: "new (.*)"}}
          - id: barn
            name: Barn
            paths: ["%1$s/barn/*"]
            latest: {args: [ask, "{package}"], regex: "Candidate: (.*)", installed: "Installed: (.*)"}
          - {id: mute, name: Mute, paths: ["%1$s/mute/*"], latest: {args: [ask, "{package}"], regex: "new (.*)"}}
        """
            .formatted(folder.toRealPath()));
    for (String file : List.of("shop/just", "barn/helm", "mute/tofu")) {
      Path program = program(folder.resolve(file), "just 1.4.0 v1.4.0 OpenTofu v1.4.0");
      Files.createSymbolicLink(bin.resolve(program.getFileName()), program);
    }
    Scripts.write(
        bin.resolve("ask"),
        "case $1 in just) echo new 1.10.0;; tofu|opentofu) echo no network >&2; exit 1;;"
            + " *) echo Installed: 1:1.4-2; echo Candidate: 1:1.4-2;; esac");

    Snapshot all = detectors.checkUpdates().join();

    Update just = all.find("just").orElseThrow().knownUpdate().orElseThrow();
    assertThat(List.of(just.installer(), just.installed(), just.latest()))
        .containsExactly("shop", "1.4.0", "1.10.0");
    assertThat(just.newer()).isTrue();
    Update helm = all.find("helm").orElseThrow().knownUpdate().orElseThrow();
    assertThat(helm.installed()).isEqualTo("1:1.4-2");
    assertThat(helm.newer()).isFalse();
    assertThat(all.find("tofu").orElseThrow().isInstalled()).isTrue();
    assertThat(all.find("tofu").orElseThrow().knownUpdate()).isEmpty();
    assertThat(look("just").knownUpdate()).contains(just);
  }

  @Test
  void asksForVersionsWhileServersThatAreAskedForUpdatesHang() throws Exception {
    Files.createDirectory(folder.resolve("tools.d"));
    Files.writeString(
        folder.resolve("tools.d/own.yaml"),
        """
        installers:
          - {id: shop, name: Shop, paths: ["%s/shop/*"], latest: {args: [ask, "{package}"], regex: "(.*)"}}
        """
            .formatted(folder.toRealPath()));
    for (String name : List.of("just", "helm", "tofu", "hx", "lazygit", "codex")) {
      Path program =
          Scripts.write(
              folder.resolve("shop/" + name), "echo just 1.4.0 helix 1.4.0 v1.4.0, version=1.4.0");
      Files.createSymbolicLink(bin.resolve(name), program);
    }
    Scripts.write(bin.resolve("ask"), "echo asked >> " + folder + "/asked; sleep 1000");

    CompletableFuture<Snapshot> updates = detectors.checkUpdates();
    Path asked = Files.createFile(folder.resolve("asked"));
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.readAllLines(asked).size() == 4);
    program(bin.resolve("kimi"), "kimi 1.2.3");

    assertThat(detectors.look(false)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(version("kimi")).isEqualTo(new Version.Known("1.2.3"));
    assertThat(updates).isNotDone();
  }

  @Test
  void runsOneLookForAllWhoAskMeanwhile() {
    List<Snapshot> all =
        List.of(detectors.look(false), detectors.look(false), detectors.look(true)).stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(news.stream().filter(Discovery.Complete.class::isInstance).count())
        .isLessThanOrEqualTo(2);
    assertThat(all.getLast().complete()).isTrue();
  }
}
