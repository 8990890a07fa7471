package dev.patchbay.terminals.screen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What happens to a terminal in a test: bytes and changes of size, in a terminal of a given size.
 *
 * @param settings of the screen, and of the terminals it is compared with
 */
public record Stream(int cols, int rows, ScreenSettings settings, List<Event> events) {
  public Stream {
    events = List.copyOf(events);
  }

  /** One thing that happens; a shrinking fuzzer drops them one by one. */
  public sealed interface Event {}

  public record Output(String latin1) implements Event {
    public Output(byte[] bytes) {
      this(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    public byte[] bytes() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("\"");
      for (byte b : bytes()) {
        boolean plain = b >= 0x20 && b < 0x7F && b != '"' && b != '\\';
        text.append(plain ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xFF));
      }
      return text.append('"').toString();
    }
  }

  public record Resize(int cols, int rows) implements Event {}

  public static Output output(String text) {
    return new Output(text.getBytes(StandardCharsets.UTF_8));
  }

  Stream with(List<Event> newEvents) {
    return new Stream(cols, rows, settings, newEvents);
  }

  /** The events before and after a place inside the event at {@code index}. */
  List<Event> before(int index, int offset) {
    List<Event> part = new ArrayList<>(events.subList(0, index));
    if (offset > 0 && events.get(index) instanceof Output output) {
      part.add(new Output(Arrays.copyOf(output.bytes(), offset)));
    }
    return part;
  }

  List<Event> after(int index, int offset) {
    List<Event> part = new ArrayList<>();
    if (index < events.size() && events.get(index) instanceof Output output) {
      part.add(new Output(Arrays.copyOfRange(output.bytes(), offset, output.bytes().length)));
    } else if (index < events.size()) {
      part.add(events.get(index));
    }
    part.addAll(events.subList(Math.min(index + 1, events.size()), events.size()));
    return part;
  }
}
