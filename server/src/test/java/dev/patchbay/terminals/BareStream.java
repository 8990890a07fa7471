package dev.patchbay.terminals;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loop;
import java.nio.file.Path;
import java.util.List;

/** A terminal's stream of 80 columns and 24 rows, without a program. */
final class BareStream {
  private BareStream() {}

  static TerminalStream stream(Loop loop, MemoryBudget budget) {
    return new TerminalStream(
        "x",
        TerminalSettings.defaults(),
        loop,
        budget,
        new TerminalFiles(new BlockingPool(), Path.of("/unused")),
        80,
        24,
        false,
        new AttentionWatch(List.of("x"), () -> {}, (_, _) -> {}),
        () -> {});
  }
}
