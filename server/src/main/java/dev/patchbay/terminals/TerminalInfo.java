package dev.patchbay.terminals;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.terminals.attention.Attention;
import dev.patchbay.terminals.attention.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A terminal at one moment, as it is shown.
 *
 * @param cwd where it started
 * @param folder where its shell says that it is now, or null where that is not known
 * @param exit how it ended, or null while it runs
 * @param title what the program calls itself; empty if it does not
 * @param attention how its program stands, or null where nothing tells
 * @param call what it called somebody by who has not answered, or null
 * @param age for how long it has been there, whatever became of the time of day meanwhile
 * @param offset bytes of output since the beginning
 */
public record TerminalInfo(
    String id,
    String name,
    List<String> command,
    String cwd,
    @Nullable String folder,
    long pid,
    int cols,
    int rows,
    @Nullable ExitStatus exit,
    String title,
    @Nullable Attention attention,
    @Nullable Call call,
    int viewers,
    Instant createdAt,
    Duration age,
    List<String> tags,
    long offset) {
  public TerminalInfo {
    command = List.copyOf(command);
    tags = List.copyOf(tags);
  }
}
