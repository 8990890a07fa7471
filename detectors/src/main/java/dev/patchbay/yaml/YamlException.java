package dev.patchbay.yaml;

/** A document that cannot be used. */
public final class YamlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Value.Place place;
  private final String reason;

  YamlException(Value.Place place, String reason) {
    super("line " + place.line() + ", column " + place.column() + ": " + reason);
    this.place = place;
    this.reason = reason;
  }

  public Value.Place place() {
    return place;
  }

  /** What is wrong, for people. */
  public String reason() {
    return reason;
  }
}
