package dev.patchbay.security;

/** By what right a request is served. What it started ends with the right. */
public sealed interface Grant {
  /** The access token itself. */
  record ByToken(AccessToken token) implements Grant {}

  /**
   * A browser's session.
   *
   * @param id as {@link Sessions} knows it, which is no secret
   */
  record BySession(String id) implements Grant {}
}
