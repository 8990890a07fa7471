package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the hub's own log makes of names that strangers chose. */
class LogTest {
  private static final String EVIL = "a\u001b[2J\nb\u202ec\u2028d\u009be";

  @Test
  void writesOneLineForAMessage() throws Exception {
    String entry = entry("look at " + EVIL, null);
    assertThat(entry).endsWith("look at a\\u001b[2J\\u000ab\\u202ec\\u2028d\\u009be\n");
    assertThat(entry.lines()).hasSize(1);
  }

  @Test
  void indentsTheLinesOfAnException() throws Exception {
    String forged = "no\n12:00:00.000 ERROR Hub - forged " + EVIL;
    String entry = entry("failed", new IllegalStateException(forged));
    assertThat(entry).contains("IllegalStateException: no", "\\u202e", "LogTest");
    assertThat(entry.lines().skip(1)).allMatch(line -> line.startsWith("  "));
    assertThat(entry.replace("\n", "").chars()).noneMatch(Character::isISOControl);
  }

  private static String entry(
      String message, @org.jspecify.annotations.Nullable Throwable throwable) throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(LogTest.class.getResource("/logback.xml")));
    var appender = (ConsoleAppender<?>) context.getLogger("ROOT").iteratorForAppenders().next();
    var encoder = (PatternLayoutEncoder) appender.getEncoder();
    return new String(
        encoder.encode(
            new LoggingEvent(
                "", context.getLogger("x"), Level.WARN, message, throwable, new Object[0])),
        UTF_8);
  }
}
