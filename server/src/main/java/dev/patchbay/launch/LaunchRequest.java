package dev.patchbay.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tool to start, and where.
 *
 * @param cwd by default the user's home
 * @param args after those of the catalogue
 * @param confirmed whether the user wants it although the program could be somebody else's
 */
public record LaunchRequest(
    String id,
    @Nullable String cwd,
    List<String> args,
    @Nullable Integer cols,
    @Nullable Integer rows,
    boolean confirmed) {
  public LaunchRequest {
    args = List.copyOf(args);
  }
}
