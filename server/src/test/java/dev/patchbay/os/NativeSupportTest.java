package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.os.NativeSupport.Available;
import dev.patchbay.os.NativeSupport.Missing;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeSupportTest {
  private static final SymbolLookup HERE = Linker.nativeLinker().defaultLookup();

  private static SymbolLookup without(String function) {
    return name -> name.equals(function) ? Optional.empty() : HERE.find(name);
  }

  @Test
  void isThereOnTheMachinesThatTheHubIsMadeFor() {
    assertThat(NativeSupport.ofThisMachine()).isEqualTo(new Available());
  }

  @Test
  void isMissingOnOtherSystemsAndProcessors() {
    assertThat(NativeSupport.of("Mac OS X", "aarch64", HERE))
        .isEqualTo(new Missing("the system is Mac OS X, not Linux"));
    assertThat(NativeSupport.of("Linux", "ppc64le", HERE))
        .isInstanceOfSatisfying(Missing.class, it -> assertThat(it.reason()).contains("ppc64le"));
  }

  @Test
  void isMissingWhereAnyFunctionIs() {
    for (String function : NativeSupport.FUNCTIONS) {
      assertThat(NativeSupport.of("Linux", "amd64", without(function)))
          .isInstanceOfSatisfying(
              Missing.class, it -> assertThat(it.reason()).contains("no " + function + " "));
    }
  }

  /** musl's own symbols, where it is installed; else those it is known to lack. */
  @SuppressWarnings("restricted") // It reads names of symbols and calls nothing.
  @Test
  void isMissingWithMusl() {
    Optional<Path> musl =
        Stream.of("/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup symbols =
          musl.map(library -> SymbolLookup.libraryLookup(library, arena))
              .orElse(without("posix_spawn_file_actions_addclosefrom_np"));
      assertThat(NativeSupport.of("Linux", "amd64", symbols))
          .isInstanceOfSatisfying(
              Missing.class,
              it -> assertThat(it.reason()).contains("posix_spawn_file_actions_addclosefrom_np"));
    }
  }

  @Test
  void asksForEachFunctionOnce() {
    assertThat(NativeSupport.FUNCTIONS).doesNotHaveDuplicates().isNotEqualTo(List.of());
  }
}
