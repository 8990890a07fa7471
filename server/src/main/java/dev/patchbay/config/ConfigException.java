package dev.patchbay.config;

/** Something that the user has set cannot be used; the message says what, where and why. */
public class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
