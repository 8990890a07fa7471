package dev.patchbay.detectors.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTrustTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("/nonexistent");
  private Path bin = Path.of("/nonexistent");
  private Path program = Path.of("/nonexistent");

  @BeforeEach
  void makeAProgram() throws IOException {
    folder = temporary.toRealPath();
    bin = Files.createDirectory(folder.resolve("bin"));
    program = mode(Files.createFile(bin.resolve("program")), "rwxr-xr-x");
    mode(bin, "rwxr-xr-x");
  }

  private static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static int number(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + name);
  }

  private Accounts accounts(String group) throws IOException {
    Path groups = folder.resolve("group");
    Files.writeString(groups, group);
    Path passwd = folder.resolve("passwd");
    int me = number(folder, "uid");
    Files.writeString(passwd, "me:x:" + me + ":4711::/:/bin/sh\nother:x:9999:815::/:/bin/sh\n");
    return new Accounts(me, false, false, passwd, groups);
  }

  private Optional<Exposure> exposure(Path path) {
    return PathTrust.ofThisMachine().exposure(path);
  }

  private Exposure.Cause cause(Path path) {
    return exposure(path).orElseThrow().cause();
  }

  @Test
  void trustsWhatBelongsToTheUserAndOthersMayOnlyRead() {
    assertThat(exposure(program)).isEmpty();
    assertThat(exposure(Path.of("/bin/sh"))).isEmpty();
    assertThat(exposure(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void namesTheComponentThatOthersMayWrite() throws IOException {
    mode(bin, "rwxrwxrwx");

    Exposure exposure = exposure(program).orElseThrow();

    assertThat(exposure.component()).isEqualTo(bin);
    assertThat(exposure.cause()).isEqualTo(Exposure.Cause.WRITABLE_BY_ALL);
    assertThat(exposure.words()).contains(bin.toString()).contains("0777");
    assertThat(exposure.remedy()).isEqualTo("chmod go-w '" + bin + "'");
  }

  @Test
  void countsAFolderHighAboveTheFile() throws IOException {
    Path deep = Files.createDirectories(bin.resolve("a/b/c"));
    Path low = Files.createFile(deep.resolve("program"));
    mode(bin.resolve("a"), "rwxrwxrwx");

    assertThat(exposure(low).orElseThrow().component()).isEqualTo(bin.resolve("a"));
  }

  @Test
  void trustsAFolderWithTheStickyBitUnlessNamesAreLookedForInIt() throws Exception {
    assertThat(new ProcessBuilder("chmod", "1777", bin.toString()).start().waitFor()).isZero();

    assertThat(exposure(program)).isEmpty();
    assertThat(PathTrust.ofThisMachine().exposureOfSearched(bin)).isPresent();
    assertThat(PathTrust.ofThisMachine().exposureOfSearched(folder)).isEmpty();
  }

  @Test
  void followsEachLinkOnTheWay() throws IOException {
    Path open = mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
    Path behind = Files.createDirectory(open.resolve("inner"));
    Path target = mode(Files.createFile(behind.resolve("program")), "rwxr-xr-x");
    Path direct = Files.createSymbolicLink(bin.resolve("direct"), target);
    Path relative =
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../open/inner/program"));
    Path folderLink = Files.createSymbolicLink(folder.resolve("folder-link"), behind);
    Path twice = Files.createSymbolicLink(bin.resolve("twice"), direct);

    for (Path path : new Path[] {direct, relative, folderLink.resolve("program"), twice}) {
      assertThat(exposure(path).map(Exposure::component)).as("%s", path).contains(open);
    }
  }

  @Test
  void trustsNoLinkInAnOpenFolderToATrustedFile() throws IOException {
    Path open = mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
    Path link = Files.createSymbolicLink(open.resolve("link"), program);

    assertThat(exposure(link).map(Exposure::component)).contains(open);
  }

  @Test
  void comesToAnEndWhereLinksDoNot() throws IOException {
    Path loop = bin.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(exposure(loop)).isEmpty();
  }

  @Test
  void trustsNobodyElsesFile() throws IOException {
    int me = number(program, "uid");
    Accounts stranger = new Accounts(me + 1, false, false, folder, folder);
    // Root is trusted by everybody, so root's own tests need a file of another user.
    if (me == 0) {
      Files.setAttribute(program, "unix:uid", 4711);
      assertThat(cause(program)).isEqualTo(Exposure.Cause.OWNER);
    } else {
      assertThat(new PathTrust(stranger).exposure(program).orElseThrow().cause())
          .isEqualTo(Exposure.Cause.OWNER);
    }
  }

  @Test
  void trustsAGroupInWhichThereIsNobodyElse() throws IOException {
    mode(bin, "rwxrwxr-x");
    int gid = number(bin, "gid");

    assertThat(new PathTrust(accounts("mine:x:" + gid + ":\n")).exposure(program)).isEmpty();
    assertThat(new PathTrust(accounts("mine:x:" + gid + ":me\n")).exposure(program)).isEmpty();
    for (String group : new String[] {"", "all:x:" + gid + ":me,other\n"}) {
      assertThat(new PathTrust(accounts(group)).exposure(program).orElseThrow().cause())
          .isEqualTo(Exposure.Cause.WRITABLE_BY_GROUP);
    }
  }

  @Test
  void countsThoseWhosePrimaryGroupItIs() throws IOException {
    Accounts accounts = accounts("shared:x:815:\nprivate:x:4711:\n");

    assertThat(accounts.isHarmlessGroup(815)).isFalse();
    assertThat(accounts.isHarmlessGroup(4711)).isTrue();
  }
}
