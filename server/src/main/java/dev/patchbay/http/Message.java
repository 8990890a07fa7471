package dev.patchbay.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;

/** A WebSocket's message, put together from its fragments. */
sealed interface Message {
  /** Sent as text or as bytes. */
  record Whole(boolean text, Buffer bytes) implements Message {}

  /** More than the bound, told as soon as it is, once; nothing else of the socket is told then. */
  record TooLarge() implements Message {}

  /**
   * Reads a socket's messages. The bound holds for the sum of a message's fragments while they
   * arrive, so that a sender takes no more memory than that, whatever it sends. Runs on the
   * socket's event loop.
   */
  static void read(ServerWebSocket socket, int maxBytes, Consumer<Message> then) {
    socket.frameHandler(new Fragments(maxBytes, then)::add);
  }

  /** The fragments of the message that arrives. */
  final class Fragments {
    private final int maxBytes;
    private final Consumer<Message> then;
    private Buffer arrived = Buffer.buffer();
    private boolean text;
    private boolean tooLarge;

    private Fragments(int maxBytes, Consumer<Message> then) {
      this.maxBytes = maxBytes;
      this.then = then;
    }

    private void add(WebSocketFrame frame) {
      if (tooLarge || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
        return;
      }
      Buffer bytes = frame.binaryData();
      if (bytes.length() > maxBytes - arrived.length()) {
        tooLarge = true;
        arrived = Buffer.buffer();
        then.accept(new TooLarge());
        return;
      }
      text = frame.isContinuation() ? text : frame.isText();
      if (frame.isFinal()) {
        Buffer whole = arrived.length() == 0 ? bytes : arrived.appendBuffer(bytes);
        arrived = Buffer.buffer();
        then.accept(new Whole(text, whole));
      } else {
        arrived.appendBuffer(bytes);
      }
    }
  }
}
