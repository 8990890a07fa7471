package dev.patchbay.config;

/** A field of the configuration file, or of what was sent, that cannot be used. */
public final class FieldException extends ConfigException {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String detail;

  /**
   * @param place where it stands, such as {@code patchbay.yaml:3:9}; empty where it was sent
   * @param pointer the same as a JSON pointer
   * @param detail what is wrong, for people
   */
  FieldException(String place, String pointer, String detail) {
    super(
        (place.isEmpty() ? "" : place + ": ")
            + (pointer.isEmpty() ? "" : words(pointer) + ": ")
            + detail);
    this.pointer = pointer;
    this.detail = detail;
  }

  private static String words(String pointer) {
    return pointer.substring(1).replace('/', '.');
  }

  public String pointer() {
    return pointer;
  }

  public String detail() {
    return detail;
  }
}
