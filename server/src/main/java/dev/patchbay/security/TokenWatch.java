package dev.patchbay.security;

import dev.patchbay.config.DataDir;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the user has replaced the token in the data dir. Who does so means that the old one
 * is good no longer, not only after the next start.
 */
public final class TokenWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);

  /** Leaves room for ending what the old one opened within a second. */
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final DataDir dataDir;
  private final Consumer<AccessToken> replaced;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Used by the watch's own thread alone. */
  private AccessToken current;

  private TokenWatch(DataDir dataDir, AccessToken current, Consumer<AccessToken> replaced) {
    this.dataDir = dataDir;
    this.current = current;
    this.replaced = replaced;
  }

  /**
   * @param environment one that names the token itself has the file ignored
   * @param replaced is told the new one, on the watch's thread
   */
  public static TokenWatch start(
      Map<String, String> environment,
      DataDir dataDir,
      AccessToken current,
      Consumer<AccessToken> replaced) {
    TokenWatch watch = new TokenWatch(dataDir, current, replaced);
    if (environment.getOrDefault(AccessToken.VARIABLE, "").isEmpty()) {
      Thread.ofPlatform().daemon().name("token").start(watch::run);
    }
    return watch;
  }

  private void run() {
    boolean failing = false;
    while (!isStopped()) {
      try {
        AccessToken.kept(dataDir).filter(token -> !token.equals(current)).ifPresent(this::replace);
        failing = false;
      } catch (Throwable e) {
        if (!failing) {
          LOG.error("the token's file cannot be looked at; it is tried again", e);
        }
        failing = true;
      }
    }
  }

  private boolean isStopped() {
    try {
      return stopped.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("nobody interrupts this thread", e);
      return false;
    }
  }

  private void replace(AccessToken token) {
    LOG.info("the token was replaced; what the old one opened ends");
    current = token;
    replaced.accept(token);
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
