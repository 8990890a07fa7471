package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Texts of the user's in the path of a URL. */
final class PathSegment {
  private PathSegment() {}

  static String encode(String text) {
    // The encoder is one for forms, in which a plus sign stands for a space.
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
