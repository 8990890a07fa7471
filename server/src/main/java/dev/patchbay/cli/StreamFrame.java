package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** The messages of a terminal's stream, as the protocol has them. */
sealed interface StreamFrame {
  int OUTPUT = 0x01;
  int SNAPSHOT = 0x02;
  int EVENT = 0x03;
  int INPUT = 0x11;
  int RESIZE = 0x12;
  int ACK = 0x13;

  /**
   * What the program wrote.
   *
   * @param offset of the first byte, in all that it ever wrote
   */
  record Output(long offset, byte[] bytes) implements StreamFrame {}

  /**
   * The whole screen, to be written into a terminal that was reset.
   *
   * @param offset of what follows
   */
  record Snapshot(long offset, byte[] bytes) implements StreamFrame {}

  /** The program ended. */
  record Exit(ProgramState state) implements StreamFrame {}

  /** Something that the user should know. */
  record Notice(String code, String detail) implements StreamFrame {}

  /** Something that a client on a terminal has no use for. */
  record Other() implements StreamFrame {}

  /**
   * @throws IOException if it is none of the protocol
   */
  static StreamFrame decode(byte[] message) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(message);
    int kind = frame.hasRemaining() ? frame.get() : 0;
    if (kind == OUTPUT && frame.remaining() >= Long.BYTES) {
      return new Output(frame.getLong(), rest(frame));
    }
    if (kind == SNAPSHOT && frame.remaining() >= Long.BYTES + 2 * Short.BYTES) {
      long offset = frame.getLong();
      frame.position(frame.position() + 2 * Short.BYTES);
      return new Snapshot(offset, rest(frame));
    }
    if (kind == EVENT && Json.parse(UTF_8.decode(frame).toString()) instanceof Map<?, ?> event) {
      return event(event);
    }
    throw new IOException("the hub sends messages of an unknown kind");
  }

  private static byte[] rest(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  private static StreamFrame event(Map<?, ?> event) {
    return switch (String.valueOf(event.get("type"))) {
      case "exit" -> new Exit(ProgramState.ended(event));
      case "notice" ->
          new Notice(String.valueOf(event.get("code")), String.valueOf(event.get("detail")));
      default -> new Other();
    };
  }

  static byte[] input(byte[] bytes) {
    return ByteBuffer.allocate(1 + bytes.length).put((byte) INPUT).put(bytes).array();
  }

  static byte[] resize(int cols, int rows) {
    return ByteBuffer.allocate(1 + 2 * Short.BYTES)
        .put((byte) RESIZE)
        .putShort((short) cols)
        .putShort((short) rows)
        .array();
  }

  static byte[] ack(long offset) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) ACK).putLong(offset).array();
  }
}
