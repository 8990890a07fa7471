package dev.patchbay.hub;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.patchbay.config.PlainText;
import java.util.stream.Collectors;

/** A log entry's exception, each line indented, so that none looks like an entry of its own. */
public final class LogThrowable extends ThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy throwable) {
    return super.throwableProxyToString(throwable)
        .lines()
        .map(line -> "  " + PlainText.escaped(line.replace("\t", "  ")) + "\n")
        .collect(Collectors.joining());
  }
}
