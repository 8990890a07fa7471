package dev.patchbay.detectors.catalogue;

/**
 * Something in a catalogue that cannot be used; the rest of the catalogue can.
 *
 * @param file its path, or the built-in catalogue's name
 * @param line counted from 1
 * @param pointer the place in the file as a JSON pointer; empty for the whole
 * @param reason for people
 */
public record Fault(String file, int line, String pointer, String reason) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + reason;
  }
}
