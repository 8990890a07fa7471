package dev.patchbay.hub;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.patchbay.config.PlainText;

/** A log entry's message in one line, whatever names are in it: it neither ends nor hides any. */
public final class LogMessage extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return PlainText.escaped(event.getFormattedMessage());
  }
}
