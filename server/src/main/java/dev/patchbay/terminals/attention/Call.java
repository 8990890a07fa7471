package dev.patchbay.terminals.attention;

import java.time.Instant;

/**
 * A program rang the bell or sent a notification, and nobody has typed since.
 *
 * @param since when it did so last
 * @param message of the notification, cleaned; empty for a bell
 */
public record Call(Source source, Instant since, String message) {
  public enum Source {
    BELL,
    NOTIFICATION
  }
}
