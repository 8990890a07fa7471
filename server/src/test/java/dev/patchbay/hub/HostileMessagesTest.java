package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Messages of a viewer that are larger than they may be, in every way that there is. */
class HostileMessagesTest {
  private static final TestHub HUB = TestHub.start();
  private static final String TERMINAL = HUB.open("sleep 600");
  private static final int BINARY = 0x02;
  private static final int CONTINUATION = 0x00;
  private static final int PING = 0x09;
  private static final int FINAL = 0x80;
  private static final int DEFLATED = 0x40;
  private static final int MEBIBYTE = 1024 * 1024;

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void areClosedOnceTheirFragmentsAreTooManyBytes() throws Exception {
    try (RawConnection viewer = attach()) {
      send(viewer, BINARY, new byte[MEBIBYTE / 2]);
      send(viewer, CONTINUATION, new byte[MEBIBYTE / 2]);
      for (int i = 0; i < 16; i++) {
        send(viewer, CONTINUATION, new byte[MEBIBYTE / 4]);
      }
      viewer.awaitText(closeFrame(1009));
    }
    assertRunning();
  }

  @Test
  void mayBeAMebibyteInFragments() throws Exception {
    try (RawConnection viewer = attach()) {
      byte[] unknownKind = new byte[MEBIBYTE / 2];
      unknownKind[0] = 0x7f;
      send(viewer, BINARY, unknownKind);
      send(viewer, CONTINUATION, new byte[0]);
      send(viewer, CONTINUATION | FINAL, new byte[MEBIBYTE / 2]);
      viewer.awaitText(closeFrame(4400));
    }
  }

  @Test
  void areClosedWhenOneFrameAnnouncesTooMuch() throws Exception {
    try (RawConnection viewer = attach()) {
      viewer.send(
          new String(
              ByteBuffer.allocate(14)
                  .put((byte) (BINARY | FINAL))
                  .put((byte) 0xff)
                  .putLong(1L << 40)
                  .putInt(0)
                  .array(),
              ISO_8859_1));
      viewer.awaitText(closeFrame(1009));
    }
    assertRunning();
  }

  @Test
  void areNeverInflated() throws Exception {
    try (RawConnection viewer =
        attach("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")) {
      Deflater deflater = new Deflater(9, true);
      deflater.setInput(new byte[MEBIBYTE]);
      byte[] deflated = new byte[MEBIBYTE];
      int length = deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
      deflater.end();
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      bomb.write(deflated, 0, length);
      send(viewer, BINARY | FINAL | DEFLATED, bomb.toByteArray());
      viewer.awaitText(closeFrame(1002));
    }
    assertRunning();
  }

  @Test
  void areAnsweredOnlyAsFarAsTheViewerReadsTheAnswers() throws Exception {
    try (RawConnection viewer = attach()) {
      final int pings = 100_000;
      for (int i = 0; i < pings; i++) {
        send(viewer, PING | FINAL, new byte[125]);
      }
      send(viewer, BINARY | FINAL, new byte[] {0x7f});
      // What the kernel holds for the two sides has a bound of its own.
      assertThat(viewer.awaitText(closeFrame(4400))).hasSizeLessThan(pings * 127 / 2);
    }
    try (RawConnection viewer = attach()) {
      send(viewer, PING | FINAL, "still there".getBytes(ISO_8859_1));
      viewer.awaitText("still there");
    }
  }

  private static void assertRunning() {
    assertThat(HUB.terminal(TERMINAL).getString("state")).isEqualTo("running");
  }

  private static RawConnection attach() throws Exception {
    return attach("");
  }

  private static RawConnection attach(String headers) throws Exception {
    RawConnection viewer = RawConnection.open(HUB.url());
    viewer.send(
        "GET /api/terminals/"
            + TERMINAL
            + "/stream HTTP/1.1\r\nHost: "
            + HUB.url().replace("http://", "")
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer "
            + HUB.token()
            + "\r\n"
            + headers
            + "\r\n");
    String answer = viewer.awaitText("\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("extensions");
    return viewer;
  }

  private static String closeFrame(int code) {
    return "" + (char) ((code >> 8) & 0xff) + (char) (code & 0xff);
  }

  /** Masked with zeros, so that the payload goes as it is. */
  private static void send(RawConnection viewer, int head, byte[] payload) throws Exception {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) head);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) 0xfe).putShort((short) payload.length);
    } else {
      frame.put((byte) 0xff).putLong(payload.length);
    }
    frame.putInt(0).put(payload).flip();
    viewer.send(ISO_8859_1.decode(frame).toString());
  }
}
