package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the C library says, beside what the system's own programs say. */
class LibCTest {
  @Test
  void knowsThePageSize() throws IOException {
    Process getconf = new ProcessBuilder("getconf", "PAGESIZE").start();

    assertThat(LibC.pageSize() + "\n")
        .isEqualTo(new String(getconf.getInputStream().readAllBytes(), UTF_8));
  }
}
