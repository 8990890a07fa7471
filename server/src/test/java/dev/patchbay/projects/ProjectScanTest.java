package dev.patchbay.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.projects.ProjectScan.Limits;
import dev.patchbay.projects.ProjectScan.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectScanTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private Path root = Path.of("/");

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("root"));
  }

  private void file(String path) throws IOException {
    file(path, "");
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Result scan(int depth, int entries, int projects) {
    return new ProjectScan(new Limits(depth, entries, projects, PATIENT))
        .run(List.of(root), () -> false, _ -> {});
  }

  private List<String> names(Result result) {
    return result.projects().stream()
        .map(project -> root.relativize(project.folder()).toString())
        .toList();
  }

  @Test
  void findsRepositoriesAndBuildFilesAndDoesNotLookInside() throws IOException {
    file("a/.git/HEAD");
    file("a/sub/pom.xml");
    file("b/c/package.json");
    file("b/c/Makefile");
    file("b/plain.txt");

    Result result = scan(5, 1_000, 100);

    assertThat(names(result)).containsExactly("a", "b/c");
    assertThat(result.projects().getFirst().repository()).isTrue();
    assertThat(result.projects().getLast().marks()).containsExactly("Makefile", "package.json");
    assertThat(result.complete()).isTrue();
  }

  @Test
  void skipsWhatIgnoreFilesNameAndWhatIsNobodys() throws IOException {
    file(".gitignore", "# old things\n/old\nscratch*\n!scratch-kept\ndeep/**/gone\n*.d/\n");
    for (String project :
        List.of(
            "old/p",
            "new/old/p",
            "scratch1/p",
            "x/scratch2/p",
            "scratch-kept/p",
            "deep/a/b/gone/p",
            "deep/a/stays/p",
            "conf.d/p",
            "node_modules/p",
            ".hidden/p")) {
      file(project + "/pom.xml");
    }

    assertThat(names(scan(9, 1_000, 100)))
        .containsExactlyInAnyOrder("new/old/p", "scratch-kept/p", "deep/a/stays/p");
  }

  @Test
  void isNotHeldUpByAnIgnoreFileThatIsMeantTo() throws IOException {
    file(".gitignore", "a*".repeat(60) + "b\n");
    file("a".repeat(200) + "/pom.xml");

    assertThat(scan(5, 1_000, 100).projects()).hasSize(1);
  }

  @Test
  void isNotHeldUpByManyRulesThatAreMeantTo() throws IOException {
    file(".gitignore", ("a*".repeat(30) + "b\n").repeat(400));
    for (int i = 0; i < 300; i++) {
      file("a".repeat(150) + i + "/pom.xml");
    }

    Result result = scan(5, 10_000, 1_000);

    assertThat(result.projects()).hasSize(300);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void readsNoIgnoreFileWithoutEndNorAPipe() throws Exception {
    file("a/pom.xml");
    file("b/c/pom.xml");
    try (RandomAccessFile huge = new RandomAccessFile(root.resolve(".gitignore").toFile(), "rw")) {
      huge.setLength(20L << 30);
    }
    Path pipe = root.resolve("b/.gitignore");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(names(scan(5, 1_000, 100))).containsExactlyInAnyOrder("a", "b/c");
  }

  @Test
  void endsWhereIgnoreFilesAddUp() throws IOException {
    for (int i = 0; i < 100; i++) {
      file("f" + i + "/.gitignore", ("x".repeat(100) + "\n").repeat(640));
      file("f" + i + "/sub/pom.xml");
    }

    assertThat(scan(5, 100_000, 1_000).complete()).isFalse();
  }

  @Test
  void followsNoLinksAndSoNoCircles() throws IOException {
    file("a/pom.xml");
    Files.createDirectory(root.resolve("loop"));
    Files.createSymbolicLink(root.resolve("loop/again"), root);
    Files.createSymbolicLink(root.resolve("other"), root.resolve("a"));

    Result result = scan(50, 1_000, 100);

    assertThat(names(result)).containsExactly("a");
    assertThat(result.complete()).isTrue();
  }

  @Test
  void saysThatItWasCutShort() throws IOException {
    for (int i = 0; i < 20; i++) {
      file("p" + i + "/pom.xml");
    }
    file("one/two/three/pom.xml");

    assertThat(scan(5, 1_000, 10).projects()).hasSize(10);
    assertThat(scan(5, 1_000, 10).complete()).isFalse();
    assertThat(scan(5, 5, 100).complete()).isFalse();
    assertThat(scan(2, 1_000, 100).complete()).isFalse();
    assertThat(names(scan(2, 1_000, 100))).hasSize(20);
    assertThat(
            new ProjectScan(new Limits(5, 1_000, 100, Duration.ZERO))
                .run(List.of(root), () -> false, _ -> {})
                .complete())
        .isFalse();
    assertThat(
            new ProjectScan(new Limits(5, 1_000, 100, PATIENT))
                .run(List.of(root), () -> true, _ -> {})
                .projects())
        .isEmpty();
  }

  @Test
  void findsTheBestMatchFirst() throws Exception {
    file("shop/api/.git/HEAD");
    file("shop/web/pom.xml");
    file("api/tools/pom.xml");
    try (Projects projects =
        new Projects(
            new BlockingPool(), new Loops((_, _) -> {}), List.of(root, root.resolve("absent")))) {
      Projects.ProjectList list = projects.list().join();

      assertThat(list.matching("API", 10))
          .extracting(project -> root.relativize(project.folder()).toString())
          .containsExactly("shop/api", "api/tools");
      assertThat(list.matching("shop api", 10)).hasSize(1);
      assertThat(list.matching("", 2)).hasSize(2);
      file("late/pom.xml");
      assertThat(projects.refresh().join().matching("late", 10)).hasSize(1);
    }
  }

  @Test
  void knowsSoonOfWhatComesAndGoes() throws Exception {
    file("plain/notes.txt");
    try (Projects projects =
        new Projects(new BlockingPool(), new Loops((_, _) -> {}), List.of(root))) {
      assertThat(projects.list().join().projects()).isEmpty();

      file("plain/.git/HEAD");
      await().until(() -> !projects.list().join().matching("plain", 1).isEmpty());

      file("new/deep/pom.xml");
      await().until(() -> !projects.list().join().matching("deep", 1).isEmpty());

      Files.delete(root.resolve("new/deep/pom.xml"));
      Files.delete(root.resolve("new/deep"));
      await().until(() -> projects.list().join().matching("deep", 1).isEmpty());
    }
  }
}
