package dev.patchbay.processes.spec;

/** A declaration cannot be used. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String detail;

  /**
   * @param pointer the place as a JSON pointer
   * @param detail what is wrong with it, for people
   */
  public SpecException(String pointer, String detail) {
    super(pointer + ": " + detail);
    this.pointer = pointer;
    this.detail = detail;
  }

  public String pointer() {
    return pointer;
  }

  public String detail() {
    return detail;
  }
}
