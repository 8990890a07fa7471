package dev.patchbay.detectors.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.detectors.Scripts;
import dev.patchbay.detectors.machine.SearchPath.Origin;
import dev.patchbay.detectors.machine.SearchPath.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
  @TempDir private Path folder;

  private Path home = Path.of("/");

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
  }

  private SearchPath.Found look(String login, String own) {
    return SearchPath.look(FileAccess.unbounded(), Optional.of(login), own, home, Set.of("tool"));
  }

  private Path place(String name) {
    Scripts.write(folder.resolve(name).resolve("tool"), "");
    return folder.resolve(name);
  }

  @Test
  void looksWhereTheShellWouldThenWhereTheHubWouldThenInKnownPlaces() {
    Path first = place("first");
    Path second = place("second");
    place("home/.cargo/bin");
    place("home/.nvm/versions/node/v20.9.0/bin");
    place("home/.nvm/versions/node/v20.10.0/bin");

    SearchPath.Found found = look(first.toString(), second + ":" + first);

    assertThat(found.path().entries())
        .filteredOn(entry -> entry.folder().startsWith(folder))
        .extracting(SearchPath.Entry::origin, entry -> folder.relativize(entry.folder()).toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Origin.LOGIN_SHELL, "first"),
            org.assertj.core.groups.Tuple.tuple(Origin.HUB, "second"),
            org.assertj.core.groups.Tuple.tuple(Origin.KNOWN_PLACE, "home/.cargo/bin"),
            org.assertj.core.groups.Tuple.tuple(
                Origin.KNOWN_PLACE, "home/.nvm/versions/node/v20.10.0/bin"),
            org.assertj.core.groups.Tuple.tuple(
                Origin.KNOWN_PLACE, "home/.nvm/versions/node/v20.9.0/bin"));
    assertThat(found.places()).filteredOn(place -> place.entry() < 2).hasSize(2);
    assertThat(found.path().asPath()).startsWith(first + ":" + second);
    assertThat(found.path().asPath()).doesNotContain(".cargo");
  }

  @Test
  void saysWhatIsWrongWithAnEntryAndGoesOn() throws IOException {
    Path good = place("good");
    Path link = Files.createSymbolicLink(folder.resolve("link"), good);
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Path file = Files.writeString(folder.resolve("file"), "");
    Path open = place("open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    String login =
        String.join(
            ":",
            "",
            "relative/bin",
            folder + "/missing",
            loop + "",
            file + "",
            good + "",
            link + "",
            open + "",
            "bad\0name");

    SearchPath.Found found = look(login, "");

    Map<String, State> states = new java.util.HashMap<>();
    found.path().entries().forEach(entry -> states.put(entry.text(), entry.state()));
    assertThat(states)
        .containsEntry("", State.RELATIVE)
        .containsEntry("relative/bin", State.RELATIVE)
        .containsEntry(folder + "/missing", State.MISSING)
        .containsEntry(loop + "", State.UNREADABLE)
        .containsEntry(file + "", State.NOT_A_FOLDER)
        .containsEntry(good + "", State.READ)
        .containsEntry(link + "", State.REPEATED)
        .containsEntry(open + "", State.READ);
    assertThat(found.path().entries())
        .filteredOn(SearchPath.Entry::openToAll)
        .extracting(SearchPath.Entry::text)
        .contains(open + "")
        .doesNotContain(good + "");
    assertThat(found.places()).filteredOn(p -> p.entry() == 5 || p.entry() == 7).hasSize(2);
  }
}
