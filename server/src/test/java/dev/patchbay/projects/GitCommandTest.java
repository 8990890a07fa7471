package dev.patchbay.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.detectors.probe.JdkProbeRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real repositories. */
class GitCommandTest {
  private static final Path GIT = Path.of("/usr/bin/git");

  @TempDir private Path folder;

  private Path repository = Path.of("/");

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(folder.toRealPath().resolve("repository"));
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Somebody");
    git("config", "user.email", "somebody@example.org");
  }

  private void git(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(GIT.toString()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .inheritIO()
            .redirectInput(new File("/dev/null"))
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private Git.Answer state(Path of) throws InterruptedException {
    return new GitCommand(
            new JdkProbeRunner(),
            () -> Optional.of(GIT),
            () -> Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin"))
        .state(of);
  }

  private GitState known(Path of) throws InterruptedException {
    Git.Answer answer = state(of);
    assertThat(answer).isInstanceOf(Git.Answer.Known.class);
    return ((Git.Answer.Known) answer).state();
  }

  @Test
  void tellsBranchChangesAndWorktrees() throws Exception {
    assertThat(known(repository).commit()).isEmpty();
    Files.writeString(repository.resolve("one"), "1");
    Files.writeString(repository.resolve("two"), "2");
    git("add", ".");
    git("commit", "-qm", "Begin");
    Files.writeString(repository.resolve("one"), "11");
    git("mv", "two", "three");
    Files.writeString(repository.resolve("new file"), "");
    git("worktree", "add", "-q", "-b", "side", "../side");

    GitState state = known(repository);

    assertThat(state.branch()).isEqualTo("main");
    assertThat(state.commit()).hasSize(10);
    assertThat(state.changed()).isEqualTo(2);
    assertThat(state.untracked()).isEqualTo(1);
    assertThat(state.worktrees())
        .containsExactly(
            new GitState.Worktree(repository.toString(), "main"),
            new GitState.Worktree(repository.resolveSibling("side").toString(), "side"));
    git("checkout", "-q", "--detach");
    assertThat(known(repository).branch()).isEmpty();
  }

  @Test
  void tellsHowFarItIsFromItsUpstream() throws Exception {
    git("commit", "-qm", "One", "--allow-empty");
    git("branch", "origin-main");
    git("branch", "-q", "--set-upstream-to=origin-main");
    git("commit", "-qm", "Two", "--allow-empty");

    assertThat(known(repository).upstream()).isEqualTo("origin-main");
    assertThat(known(repository).ahead()).isEqualTo(1);
    assertThat(known(repository).behind()).isZero();
  }

  @Test
  void saysNothingWhereThereIsNoRepositoryOrNoGit() throws Exception {
    assertThat(state(folder)).isEqualTo(new Git.Answer.None());
    assertThat(new GitCommand(new JdkProbeRunner(), Optional::empty, Map::of).state(repository))
        .isEqualTo(new Git.Answer.None());
  }

  /** A program that leaves a mark. */
  private Path program(String name) throws IOException {
    Path mark = folder.resolve(name + "-ran");
    Path program =
        Files.writeString(folder.resolve(name), "#!/bin/sh\ntouch '" + mark + "'\ncat\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  private boolean hasRun(String name) {
    return Files.exists(folder.resolve(name + "-ran"));
  }

  @Test
  void runsNothingThatTheRepositoryNamesToWatchIt() throws Exception {
    git("config", "core.fsmonitor", program("watch").toString());
    Files.writeString(repository.resolve("new"), "");

    assertThat(known(repository).untracked()).isEqualTo(1);
    assertThat(hasRun("watch")).isFalse();
    git("status");
    assertThat(hasRun("watch")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"clean,plain", "process,plain", "clean,a=b.clean=c", "clean,Sub.Name"})
  void runsNoFilterThatTheRepositoryBringsAlong(String setting, String name) throws Exception {
    changeAFileOf(name);
    git("config", "filter." + name + "." + setting, program("filter").toString());
    git("config", "filter." + name + ".required", "true");

    assertThat(known(repository).changed()).isEqualTo(1);

    assertThat(hasRun("filter")).isFalse();
  }

  @Test
  void runsNoFilterThatTheRepositoryIncludes() throws Exception {
    changeAFileOf("plain");
    Path included = repository.resolve(".git/more");
    git("config", "--file", included.toString(), "filter.plain.clean", program("filter") + "");
    git("config", "include.path", "more");

    assertThat(known(repository).changed()).isEqualTo(1);
    assertThat(hasRun("filter")).isFalse();
  }

  @Test
  void runsFiltersOfTheUser() throws Exception {
    changeAFileOf("plain");
    Path user = folder.resolve(".gitconfig");
    git("config", "--file", user.toString(), "filter.plain.clean", program("filter") + "");

    assertThat(known(repository).changed()).isEqualTo(1);
    assertThat(hasRun("filter")).isTrue();
  }

  /** To tell whether it changed git must read it, through the filter that it is given to. */
  private void changeAFileOf(String filter) throws Exception {
    Files.writeString(repository.resolve("file"), "before");
    git("add", ".");
    git("commit", "-qm", "Begin");
    Files.writeString(repository.resolve(".git/info/attributes"), "file filter=" + filter + "\n");
    Files.writeString(repository.resolve("file"), "behind");
  }

  @Test
  void fetchesNothingByWhatTheRepositoryNames() throws Exception {
    Path elsewhere = folder.toRealPath().resolve("elsewhere");
    Files.writeString(repository.resolve("file"), "some text that is long enough to be alike\n");
    git("add", ".");
    git("commit", "-qm", "Begin");
    git("config", "uploadpack.allowFilter", "true");
    git(
        "clone",
        "-q",
        "--no-checkout",
        "--filter=blob:none",
        "file://" + repository,
        elsewhere + "");
    repository = elsewhere;
    git("config", "remote.origin.uploadpack", program("upload").toString());
    Files.writeString(elsewhere.resolve("other"), "some text that is long enough to be alike!\n");
    git("read-tree", "HEAD");
    git("rm", "-q", "--cached", "file");
    git("add", "other");

    assertThat(state(elsewhere)).isNotEqualTo(new Git.Answer.None());

    assertThat(hasRun("upload")).isFalse();
  }

  @Test
  void givesUpAGitThatHangs() throws IOException, InterruptedException {
    Path hanging = Files.writeString(folder.resolve("git"), "#!/bin/sh\nsleep 1000\n");
    Files.setPosixFilePermissions(hanging, PosixFilePermissions.fromString("rwxr-xr-x"));

    Git.Answer answer =
        new GitCommand(
                new JdkProbeRunner(), () -> Optional.of(hanging), () -> Map.of("PATH", "/usr/bin"))
            .state(repository);

    assertThat(answer).isInstanceOf(Git.Answer.Failed.class);
  }
}
