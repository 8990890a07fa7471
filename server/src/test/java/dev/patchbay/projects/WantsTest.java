package dev.patchbay.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantsTest {
  @TempDir private Path folder;

  private List<Want> wants(Map<String, List<String>> hints) {
    return Wants.of(folder, hints);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsVersionsFromTheFilesThatHoldThem() throws IOException {
    file(".nvmrc", "v20.11.0\n");
    file(".tool-versions", "# tools\nnodejs 18.0.0\ngolang 1.22.1 1.21\nterraform 1.7.0 # fixed\n");
    file("go.mod", "module example.org/x\n\ngo 1.21\n");
    file("pom.xml", "<project><properties><maven.compiler.release>25</maven.compiler.release>");
    file(
        "package.json",
        "{\"engines\": {\"npm\": \">=10\", \"node\": \">=20\"}, \"packageManager\": \"pnpm@9.1.0+sha\"}");
    file("pyproject.toml", "[project]\nrequires-python = \">=3.11\"\n");
    file("rust-toolchain.toml", "[toolchain]\nchannel = \"stable\"\n");

    assertThat(wants(Map.of()))
        .containsExactlyInAnyOrder(
            new Want("node", "18.0.0", ".tool-versions"),
            new Want("go", "1.22.1", ".tool-versions"),
            new Want("terraform", "1.7.0", ".tool-versions"),
            new Want("java", "25", "pom.xml"),
            new Want("npm", ">=10", "package.json"),
            new Want("pnpm", "9.1.0", "package.json"),
            new Want("python", ">=3.11", "pyproject.toml"),
            new Want("rust", "stable", "rust-toolchain.toml"));
  }

  @Test
  void takesTheCataloguesHintsForWhatNamesNoVersion() throws IOException {
    file("justfile", "");
    file("pom.xml", "<project/>");

    assertThat(wants(Map.of("justfile", List.of("just"), "pom.xml", List.of("maven", "java"))))
        .containsExactlyInAnyOrder(
            new Want("just", "", "justfile"),
            new Want("maven", "", "pom.xml"),
            new Want("java", "", "pom.xml"));
  }

  @ParameterizedTest
  @CsvSource({
    "<release>${jdk}</release> <jdk> 25 </jdk>, 25",
    "<jdk>25</jdk> <release>${jdk}</release>, 25",
    "<release>${jdk}</release>, ''",
    "<release>${jdk}</release> <jdk>${jdk}</jdk>, ''",
    "<release>${jdk}</release> </jdk> <jdk>, ''"
  })
  void looksUpWhatAPropertyOfMavenStandsFor(String pom, String version) throws IOException {
    file("pom.xml", "<project>" + pom + "</project>");

    assertThat(wants(Map.of())).containsExactly(new Want("java", version, "pom.xml"));
  }

  @Test
  void isNotHeldUpByOddFiles() throws IOException {
    Files.createDirectory(folder.resolve(".nvmrc"));
    file(".python-version", "x".repeat(1_000_000));
    file("package.json", "\"engines\":{".repeat(50_000));

    assertThat(wants(Map.of()))
        .singleElement()
        .satisfies(want -> assertThat(want.version()).hasSize(60));
  }

  @ParameterizedTest
  @CsvSource({
    "node, 20, 20.11.0, true",
    "node, v20.11, 20.11.0, true",
    "node, 20, 21.0.0, false",
    "node, 2, 20.0.0, false",
    "node, >=18, 20.0.0, true",
    "node, >=20.1, 20.0.0, false",
    "node, ^20.1, 20.2.0, true",
    "node, ^20.1, 21.0.0, false",
    "node, lts/iron, 20.0.0, ",
    "node, >=18 <21, 20.0.0, ",
    "go, 1.21, 1.22.3, true",
    "go, 1.22, 1.22, true",
    "java, 25, 17.0.15, false",
    "java, 17, 17.0.15, true"
  })
  void tellsWhetherAVersionIsTheOneAskedFor(
      String tool, String wanted, String installed, Boolean met) {
    assertThat(WantedVersion.isMet(new Want(tool, wanted, "file"), installed).orElse(null))
        .isEqualTo(met);
  }
}
