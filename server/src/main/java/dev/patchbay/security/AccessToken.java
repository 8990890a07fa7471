package dev.patchbay.security;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The secret that lets its bearer use the hub. Its value shows in no text but where it is asked
 * for.
 */
public final class AccessToken {
  public static final String VARIABLE = "PATCHBAY_TOKEN";

  private static final String FILE = "token";
  private static final int MIN_LENGTH = 16;

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
    Optional<AccessToken> kept = kept(dataDir);
    if (kept.isPresent()) {
      return kept.get();
    }
    if (dataDir.read(FILE).isPresent()) {
      // Not a field: clients use this class too, and are not to load the log.
      LoggerFactory.getLogger(AccessToken.class)
          .warn("the token in the data dir is damaged; a new one replaces it");
    }
    AccessToken fresh = new AccessToken(Secrets.random());
    dataDir.keep(FILE, fresh.value + "\n");
    return fresh;
  }

  /** What the data dir keeps; empty if that is nothing, or no token. */
  static Optional<AccessToken> kept(DataDir dataDir) {
    return dataDir
        .read(FILE)
        .map(String::strip)
        .filter(AccessToken::isUsable)
        .map(AccessToken::new);
  }

  /** The one a client is to use for the hub on this data dir; empty if there is none. */
  public static Optional<AccessToken> find(Map<String, String> environment, DataDir dataDir) {
    return fromEnvironment(environment).or(() -> kept(dataDir));
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
    return Secrets.areEqual(value, candidate);
  }

  /** Tells whether something was made with this token; the token cannot be made from it. */
  String fingerprint() {
    return Secrets.sign(value, "patchbay-sessions");
  }

  /**
   * Proves to a client that whoever answers has the token, without showing it.
   *
   * @param nonce the client's own, fresh for each proof
   * @param address where the client has connected to, as {@code HOST:PORT}: who only passes a
   *     challenge on to the hub is found out by it
   * @return HMAC-SHA256 in hexadecimal
   */
  public String prove(String nonce, String address) {
    return Secrets.sign(value, "patchbay-hub\n" + nonce + "\n" + address);
  }

  /** Whether a proof is right; compares in a time that tells nothing of how much was. */
  public boolean isProof(String proof, String nonce, String address) {
    return Secrets.areEqual(prove(nonce, address), proof);
  }

  /** The secret itself, for a header or for the user's own eyes. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessToken token && matches(token.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "AccessToken";
  }
}
