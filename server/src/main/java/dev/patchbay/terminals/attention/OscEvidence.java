package dev.patchbay.terminals.attention;

import dev.patchbay.config.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what operating system commands tell of a program's state: 7501, <a
 * href="https://conemu.github.io/en/AnsiEscapeCodes.html#ConEmu_specific_OSC">9 of ConEmu</a> and
 * of iTerm2, 777 of rxvt, <a href="https://sw.kovidgoyal.net/kitty/desktop-notifications/">99 of
 * kitty</a> and 133.
 */
public final class OscEvidence {
  private static final Pattern PROGRESS = Pattern.compile("4;([0-4])(?:;([0-9]{0,3}))?;?");

  /** Other things that ConEmu lets programs ask for, none of them a message. */
  private static final Pattern CONEMU = Pattern.compile("[0-9]{1,2}(;.*)?", Pattern.DOTALL);

  private OscEvidence() {}

  /**
   * @param number the command's
   * @param text what follows it
   */
  public static Optional<Evidence> read(int number, String text) {
    return switch (number) {
      case StatusReport.OSC -> StatusReport.read(text).map(Evidence.Reported::new);
      case 9 -> nine(text);
      case 99 -> kittyNotification(text);
      case 133 -> shellMark(text);
      case 777 -> text.startsWith("notify;") ? notification(text.substring(7)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Evidence> nine(String text) {
    Matcher progress = PROGRESS.matcher(text);
    if (progress.matches()) {
      return Optional.of(
          switch (progress.group(1)) {
            case "0" -> new Evidence.ProgressEnded();
            case "2" -> new Evidence.ProgressFailed();
            case "3" -> new Evidence.Progressed(null);
            default -> progressed(progress.group(2));
          });
    }
    return CONEMU.matcher(text).matches() ? Optional.empty() : notification(text);
  }

  private static Evidence progressed(@Nullable String digits) {
    boolean told = digits != null && !digits.isEmpty();
    return new Evidence.Progressed(told ? Math.min(100, Integer.parseInt(digits)) : null);
  }

  private static Optional<Evidence> notification(String text) {
    return Optional.of(new Evidence.Notified(PlainText.of(text, StatusReport.MAX_MESSAGE)));
  }

  /** {@code key=value} pairs with colons between them, then the text of one part of it. */
  private static Optional<Evidence> kittyNotification(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return Optional.empty();
    }
    String part = "title";
    boolean encoded = false;
    for (String pair : text.substring(0, semicolon).split(":", -1)) {
      if (pair.startsWith("p=")) {
        part = pair.substring(2);
      }
      encoded |= pair.equals("e=1");
    }
    if (!part.equals("title") && !part.equals("body")) {
      return Optional.empty();
    }
    String payload = text.substring(semicolon + 1);
    try {
      return notification(
          encoded
              ? new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8)
              : payload);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Evidence> shellMark(String text) {
    String[] fields = text.split(";", 3);
    return switch (fields[0]) {
      // A continuation of a command that is being typed is no prompt of its own.
      case "A" -> text.contains(";k=s") ? Optional.empty() : Optional.of(new Evidence.Prompted());
      case "C" -> Optional.of(new Evidence.CommandBegan());
      case "D" ->
          Optional.of(
              new Evidence.CommandEnded(
                  fields.length < 2 || fields[1].isEmpty() || fields[1].equals("0")));
      default -> Optional.empty();
    };
  }
}
