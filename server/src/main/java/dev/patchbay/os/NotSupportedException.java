package dev.patchbay.os;

/** What was asked for cannot be done on this machine, and trying again does not change that. */
public final class NotSupportedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * @param detail for people: a sentence with the reason
   */
  public NotSupportedException(String detail) {
    super(detail);
    this.detail = detail;
  }

  public String detail() {
    return detail;
  }
}
