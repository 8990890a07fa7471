package dev.patchbay.detectors.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgFilesTest {
  @TempDir private Path info;

  @Test
  void findsThePackageAlsoWhereTheListNamesThePlaceBeforeTheMerge() throws IOException {
    Files.writeString(info.resolve("bash.list"), "/.\n/bin\n/bin/bash\n");
    Files.writeString(info.resolve("vim:amd64.list"), "/.\n/usr/bin/vim.basic\n");
    Files.writeString(info.resolve("vim.md5sums"), "/usr/bin/other\n");

    DpkgFiles found =
        DpkgFiles.find(
            info,
            List.of(
                Path.of("/usr/bin/bash"),
                Path.of("/usr/bin/vim.basic"),
                Path.of("/usr/bin/other"),
                Path.of("/usr/local/bin/bash")),
            List.of("vim"));

    assertThat(found.packageOf(Path.of("/usr/bin/bash"))).contains("bash");
    assertThat(found.packageOf(Path.of("/usr/bin/vim.basic"))).contains("vim");
    assertThat(found.packageOf(Path.of("/usr/bin/other"))).isEmpty();
    assertThat(found.packageOf(Path.of("/usr/local/bin/bash"))).isEmpty();
  }

  @Test
  void knowsNothingWhereThereIsNoDpkg() {
    DpkgFiles found =
        DpkgFiles.find(info.resolve("absent"), List.of(Path.of("/usr/bin/sh")), List.of());

    assertThat(found.packageOf(Path.of("/usr/bin/sh"))).isEmpty();
  }
}
