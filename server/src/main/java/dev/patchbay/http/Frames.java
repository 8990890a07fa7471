package dev.patchbay.http;

import dev.patchbay.terminals.Delivery;
import dev.patchbay.terminals.Happening;
import dev.patchbay.terminals.Snapshot;
import io.vertx.core.buffer.Buffer;

/** The messages of the stream protocol: the first byte is the kind, integers are big-endian. */
final class Frames {
  static final int OUTPUT = 0x01;
  static final int SNAPSHOT = 0x02;
  static final int EVENT = 0x03;
  static final int INPUT = 0x11;
  static final int RESIZE = 0x12;
  static final int ACK = 0x13;

  private static final int OUTPUT_HEADER = 1 + Long.BYTES;
  private static final int SNAPSHOT_HEADER = 1 + Long.BYTES + 2 * Short.BYTES;
  private static final int RESIZE_BYTES = 1 + 2 * Short.BYTES;
  private static final int ACK_BYTES = 1 + Long.BYTES;

  /** What a viewer sent. */
  sealed interface Incoming {
    record Input(byte[] bytes) implements Incoming {}

    record Resize(int cols, int rows) implements Incoming {}

    record Ack(long offset) implements Incoming {}

    record Malformed(String reason) implements Incoming {}
  }

  private Frames() {}

  static Buffer encode(Delivery.Output output) {
    return Buffer.buffer(OUTPUT_HEADER + output.bytes().length)
        .appendByte((byte) OUTPUT)
        .appendLong(output.offset())
        .appendBytes(output.bytes());
  }

  static Buffer encode(Snapshot snapshot) {
    return Buffer.buffer(SNAPSHOT_HEADER + snapshot.bytes().length)
        .appendByte((byte) SNAPSHOT)
        .appendLong(snapshot.offset())
        .appendUnsignedShort(snapshot.cols())
        .appendUnsignedShort(snapshot.rows())
        .appendBytes(snapshot.bytes());
  }

  static Buffer encode(Happening happening) {
    return Buffer.buffer()
        .appendByte((byte) EVENT)
        .appendBuffer(TerminalJson.of(happening).toBuffer());
  }

  static Incoming decode(Buffer message) {
    if (message.length() == 0) {
      return new Incoming.Malformed("an empty message");
    }
    return switch (message.getUnsignedByte(0)) {
      case INPUT -> new Incoming.Input(message.getBytes(1, message.length()));
      case RESIZE ->
          message.length() == RESIZE_BYTES
              ? new Incoming.Resize(message.getUnsignedShort(1), message.getUnsignedShort(3))
              : new Incoming.Malformed("RESIZE takes 5 bytes");
      case ACK ->
          message.length() == ACK_BYTES
              ? new Incoming.Ack(message.getLong(1))
              : new Incoming.Malformed("ACK takes 9 bytes");
      default -> new Incoming.Malformed("unknown kind " + message.getUnsignedByte(0));
    };
  }
}
