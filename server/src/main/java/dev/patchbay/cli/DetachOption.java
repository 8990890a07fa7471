package dev.patchbay.cli;

import picocli.CommandLine.Option;

/** How whoever attaches leaves again. */
final class DetachOption {
  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave the terminal running (${DEFAULT-VALUE}).",
      defaultValue = DetachKeys.DEFAULT)
  private DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);

  DetachKeys keys() {
    return keys;
  }
}
