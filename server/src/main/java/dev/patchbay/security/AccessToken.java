package dev.patchbay.security;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The secret that lets its bearer use the hub. Its value shows in no text but where it is asked
 * for.
 */
public final class AccessToken {
  public static final String VARIABLE = "PATCHBAY_TOKEN";

  private static final String FILE = "token";
  private static final int MIN_LENGTH = 16;
  private static final int RANDOM_BYTES = 32;

  private final String value;

  private AccessToken(String value) {
    this.value = value;
  }

  /**
   * What the environment gives, else what the data dir keeps, else a new one that is kept there.
   *
   * @throws ConfigException if the one in the environment is too short or cannot be in a header
   */
  public static AccessToken obtain(Map<String, String> environment, DataDir dataDir) {
    Optional<AccessToken> given = fromEnvironment(environment);
    if (given.isPresent()) {
      return given.get();
    }
    Optional<String> kept = dataDir.read(FILE).map(String::strip);
    if (kept.filter(AccessToken::isUsable).isPresent()) {
      return new AccessToken(kept.get());
    }
    if (kept.isPresent()) {
      // Not a field: clients use this class too, and are not to load the log.
      LoggerFactory.getLogger(AccessToken.class)
          .warn("the token in the data dir is damaged; a new one replaces it");
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    AccessToken fresh =
        new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    dataDir.keep(FILE, fresh.value + "\n");
    return fresh;
  }

  /** The one a client is to use for the hub on this data dir; empty if there is none. */
  public static Optional<AccessToken> find(Map<String, String> environment, DataDir dataDir) {
    return fromEnvironment(environment)
        .or(() -> dataDir.read(FILE).map(String::strip).map(AccessToken::new));
  }

  private static Optional<AccessToken> fromEnvironment(Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!isUsable(given)) {
      throw new ConfigException(
          VARIABLE + " must have " + MIN_LENGTH + " characters or more, all of them visible ASCII");
    }
    return Optional.of(new AccessToken(given));
  }

  private static boolean isUsable(String token) {
    return token.length() >= MIN_LENGTH && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Compares in a time that tells nothing of how much was right. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** The secret itself, for a header or for the user's own eyes. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "AccessToken";
  }
}
