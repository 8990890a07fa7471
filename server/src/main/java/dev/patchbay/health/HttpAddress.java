package dev.patchbay.health;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a service is asked by HTTP.
 *
 * @param url without user and password, so that it can be shown
 * @param authorization the header's value for them; a secret
 */
public record HttpAddress(URI url, Optional<String> authorization) {
  /**
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static HttpAddress of(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
    String scheme = String.valueOf(url.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getRawAuthority() == null) {
      throw new IllegalArgumentException("must be an http or https URL such as http://host:8080/");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException(
          "\""
              + url.getRawAuthority().replaceFirst("^.*@", "")
              + "\" cannot be a host: its name has letters, digits, dots and dashes (no"
              + " underscore)");
    }
    Optional<String> user = Optional.ofNullable(url.getUserInfo());
    return new HttpAddress(
        user.isPresent() ? withHost(url, url.getHost()) : url,
        user.map(it ->
            "Basic " + Base64.getEncoder().encodeToString(it.getBytes(StandardCharsets.UTF_8))));
  }

  /** The same at another host, without a user. */
  static URI withHost(URI url, String host) {
    return URI.create(
        url.getScheme()
            + "://"
            + host
            + (url.getPort() < 0 ? "" : ":" + url.getPort())
            + (url.getRawPath() == null ? "" : url.getRawPath())
            + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
