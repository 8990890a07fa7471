package dev.patchbay.detectors;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every condition that a test of any module waits for a minute. What a test waits for comes
 * within milliseconds; on a machine that is busy with other things it comes late, and Awaitility's
 * own ten seconds have been too few. JUnit finds it through {@code META-INF/services}.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
