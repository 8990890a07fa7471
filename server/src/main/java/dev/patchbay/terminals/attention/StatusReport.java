package dev.patchbay.terminals.attention;

import dev.patchbay.config.PlainText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OSC 7501: what a program says of its own state, {@code key=value} pairs with colons between them.
 * Everything in it is a stranger's text. See <a
 * href="https://www.superlogical.com/rex/docs/build/program-status">the Program Status
 * Protocol</a>, revision 0.2.
 */
public sealed interface StatusReport {
  int OSC = 7501;

  /** What asks whether the protocol is known here, and the answer that it is. */
  String QUERY = "?";

  /** From OSC to its end, by the protocol; what frames the text is left out here. */
  int MAX_CHARS = 4096;

  /** What is kept of a message: more than a row shows. */
  int MAX_MESSAGE = 300;

  /** Takes the place of the record of that id, as a whole. */
  record Put(
      String id,
      Attention.State state,
      Attention.@Nullable Kind kind,
      @Nullable Integer progress,
      String message)
      implements StatusReport {}

  /**
   * Takes back a record and those below it.
   *
   * @param id empty for all
   */
  record Clear(String id) implements StatusReport {
    boolean covers(String other) {
      return id.isEmpty() || other.equals(id) || other.startsWith(id + "/");
    }
  }

  /** Empty where the protocol has the report ignored. */
  static Optional<StatusReport> read(String text) {
    return text.length() > MAX_CHARS ? Optional.empty() : Reader.read(text);
  }

  /** By the protocol's rules. */
  final class Reader {
    private static final Pattern PAIR = Pattern.compile("([a-z]{1,16})=([A-Za-z0-9_.,+/=-]*)");
    private static final Pattern ID =
        Pattern.compile("[A-Za-z0-9_.+-]{1,32}(/[A-Za-z0-9_.+-]{1,32}){0,7}");
    private static final Pattern PROGRESS = Pattern.compile("[0-9]{1,3}");
    private static final int MAX_ID = 128;
    private static final int MAX_TITLE_BYTES = 192;
    private static final int MAX_MESSAGE_BYTES = 2048;

    private Reader() {}

    private static Optional<StatusReport> read(String text) {
      Map<String, String> pairs = pairs(text);
      String id = pairs.getOrDefault("id", "");
      boolean addressed = id.isEmpty() || (id.length() <= MAX_ID && ID.matcher(id).matches());
      Optional<String> message = decode(pairs, "msg", MAX_MESSAGE_BYTES);
      Optional<String> title = decode(pairs, "title", MAX_TITLE_BYTES);
      if (!addressed || message.isEmpty() || title.isEmpty()) {
        return Optional.empty();
      }
      String state = pairs.getOrDefault("state", "");
      if (state.equals("clear")) {
        return Optional.of(new Clear(id));
      }
      String says = message.get().isEmpty() ? title.get() : message.get();
      return state(state).map(known -> put(id, known, pairs, PlainText.of(says, MAX_MESSAGE)));
    }

    private static Put put(
        String id, Attention.State state, Map<String, String> pairs, String message) {
      boolean waits = state == Attention.State.WAITING;
      boolean goesOn = waits || state == Attention.State.WORKING;
      return new Put(
          id,
          state,
          waits ? kind(pairs.getOrDefault("kind", "")) : null,
          goesOn ? progress(pairs.getOrDefault("progress", "")) : null,
          message);
    }

    /** What is no pair is skipped; of two with the same key the last one counts. */
    private static Map<String, String> pairs(String text) {
      Map<String, String> pairs = new HashMap<>();
      for (String word : text.split(":", -1)) {
        var pair = PAIR.matcher(word);
        if (pair.matches()) {
          pairs.put(pair.group(1), pair.group(2));
        }
      }
      return pairs;
    }

    private static Optional<Attention.State> state(String word) {
      return switch (word) {
        case "idle" -> Optional.of(Attention.State.IDLE);
        case "working" -> Optional.of(Attention.State.WORKING);
        case "done" -> Optional.of(Attention.State.DONE);
        case "blocked" -> Optional.of(Attention.State.WAITING);
        case "error" -> Optional.of(Attention.State.FAILED);
        default -> Optional.empty();
      };
    }

    private static Attention.@Nullable Kind kind(String word) {
      return switch (word) {
        case "permission" -> Attention.Kind.PERMISSION;
        case "question" -> Attention.Kind.QUESTION;
        case "auth" -> Attention.Kind.AUTH;
        default -> null;
      };
    }

    private static @Nullable Integer progress(String digits) {
      if (!PROGRESS.matcher(digits).matches()) {
        return null;
      }
      int percent = Integer.parseInt(digits);
      return percent <= 100 ? percent : null;
    }

    /** Empty where the whole report is void; an empty text where there is none. */
    private static Optional<String> decode(Map<String, String> pairs, String key, int maxBytes) {
      try {
        byte[] bytes = Base64.getDecoder().decode(pairs.getOrDefault(key, ""));
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return bytes.length > maxBytes || PlainText.hasControls(text)
            ? Optional.empty()
            : Optional.of(text);
      } catch (IllegalArgumentException | CharacterCodingException e) {
        return Optional.empty();
      }
    }
  }
}
