package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.hub.StreamClient.Frame;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The stream protocol, between a real program and real sockets. */
class StreamTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void beginsWithASnapshotAndGoesOnWithOutputFromItsOffset() {
    String id = HUB.open("echo before; read line; echo after; read line");
    await().until(() -> HUB.terminal(id).getLong("offset") == 8);

    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitText("before");
    viewer.type("x\r");
    viewer.awaitText("after");

    List<Frame> frames = viewer.frames().stream().filter(f -> !(f instanceof Frame.Event)).toList();
    assertThat(frames.getFirst())
        .isInstanceOfSatisfying(
            Frame.Snapshot.class,
            snapshot -> {
              assertThat(snapshot.offset()).isEqualTo(8);
              assertThat(snapshot.cols()).isEqualTo(80);
              assertThat(snapshot.rows()).isEqualTo(24);
            });
    assertThat(frames.subList(1, frames.size())).allMatch(Frame.Output.class::isInstance);
  }

  @Test
  void tellsHowManyLinesAreKeptBeforeAnythingIsDrawn() {
    try (TestHub hub = TestHub.start("terminals:\n  scrollback: 7\n")) {
      String id = hub.open("read line");
      for (String query : List.of("", "from=0")) {
        StreamClient viewer = hub.watch(id, query);
        await().until(() -> viewer.frames().size() >= 3);
        assertThat(viewer.frames().subList(0, 2))
            .contains(new Frame.Event(new JsonObject().put("type", "scrollback").put("lines", 7)));
      }
    }
  }

  @Test
  void replaysFromAnOffsetAfterReconnect() {
    String id = HUB.open("seq 1 500; read line; seq 501 1000; read line");
    StreamClient first = HUB.watch(id, "from=0");
    first.awaitText("\r\n500\r\n");
    long offset = first.offset();
    String seen = first.text();
    first.disconnect();
    HUB.watch(id, "").type("x\r");
    await().until(() -> HUB.terminal(id).getLong("offset") > offset + 1000);

    StreamClient second = HUB.watch(id, "from=" + offset);
    second.awaitText("\r\n1000\r\n");

    assertThat(second.frames()).noneMatch(Frame.Snapshot.class::isInstance);
    assertThat(seen + second.text()).isEqualTo(numbers(1, 500) + "x\r\n" + numbers(501, 1000));
  }

  @Test
  void beginsWithASnapshotWhereTheOffsetIsNoLongerOrNotYetRetained() {
    String id = HUB.open("head -c 3000000 /dev/zero | tr '\\0' x; echo end; read line");
    await().until(() -> HUB.terminal(id).getLong("offset") == 3_000_005);

    for (String from : List.of("0", "1000", "4000000")) {
      StreamClient viewer = HUB.watch(id, "from=" + from);
      viewer.awaitText("end");
      assertThat(viewer.frames()).anyMatch(Frame.Snapshot.class::isInstance);
      viewer.disconnect();
    }
  }

  @Test
  void deliversEveryByteToAViewerThatHolds() {
    String id = HUB.open("read line; seq 1 1000000; echo end");
    StreamClient viewer = HUB.watch(id, "flow=hold");
    viewer.awaitEvent("viewers");
    viewer.type("\r");

    viewer.awaitEvent("exit");

    assertThat(viewer.frames().stream().filter(Frame.Snapshot.class::isInstance)).hasSize(1);
    assertThat(viewer.text()).endsWith(numbers(1, 1_000_000) + "end\r\n");
  }

  @Test
  void keepsEveryByteFromTheBeginningForAHolderThatComesLate() {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("/bin/sh", "-c", "seq 1 500000; echo end"))
                .put("hold", true));
    await().until(() -> HUB.terminal(id).getLong("offset") == 1024 * 1024);

    StreamClient viewer = HUB.watch(id, "flow=hold&from=0");
    viewer.awaitEvent("exit");

    assertThat(viewer.frames()).noneMatch(Frame.Snapshot.class::isInstance);
    assertThat(viewer.text()).isEqualTo(numbers(1, 500_000) + "end\r\n");
  }

  @Test
  void holdsTheProgramBackForAViewerThatAcknowledgesNothing() {
    String id = HUB.open("read line; seq 1 1000000; echo end");
    StreamClient viewer =
        StreamClient.connect(HUB.client(), HUB.streamUri(id, "flow=hold"), authorization(), false);
    viewer.awaitEvent("viewers");
    viewer.type("\r");

    await().until(() -> viewer.offset() >= 1024 * 1024);
    long held = HUB.terminal(id).getLong("offset");
    assertThat(held).isEqualTo(1024 * 1024);

    viewer.acknowledge(500_000);
    await().until(() -> HUB.terminal(id).getLong("offset") == held + 500_000);
    viewer.disconnect();
    await().until(() -> HUB.terminal(id).getString("state").equals("exited"));
  }

  @Test
  void sendsAFreshSnapshotToAViewerThatFellBehindOnceItAcknowledges() {
    String id = HUB.open("read line; seq 1 1000000; echo end; read line");
    StreamClient viewer =
        StreamClient.connect(HUB.client(), HUB.streamUri(id, ""), authorization(), false);
    viewer.awaitEvent("viewers");
    viewer.type("\r");
    await().until(() -> HUB.terminal(id).getLong("offset") > 6_888_000);
    assertThat(viewer.offset()).isLessThanOrEqualTo(1024 * 1024 + 2);

    viewer.acknowledge(viewer.offset());

    viewer.awaitText("end");
    assertThat(viewer.frames().stream().filter(Frame.Snapshot.class::isInstance)).hasSize(2);
    assertThat(viewer.text()).contains("\r\n1000000\r\nend\r\n");
  }

  @Test
  void losesNothingToOthersBecauseOfAViewerThatNeverReads() {
    String id = HUB.open("read line; seq 1 300000; echo end; read line");
    StreamClient stuck = HUB.watch(id, "");
    stuck.awaitEvent("viewers");
    stuck.fallAsleep();
    StreamClient reading = HUB.watch(id, "");
    reading.awaitEvent("viewers");

    reading.type("\r");

    reading.awaitText("\r\n300000\r\nend");
    stuck.wakeUp();
    stuck.awaitText("\r\n300000\r\nend");
  }

  @Test
  void showsTheSameToManyViewers() {
    String id = HUB.open("read line; seq 1 2000; read line");
    List<StreamClient> viewers = IntStream.range(0, 20).mapToObj(_ -> HUB.watch(id, "")).toList();
    viewers.getFirst().awaitEvent("viewers");
    await().until(() -> HUB.terminal(id).getInteger("viewers") == 20);

    viewers.getLast().type("\r");

    viewers.forEach(viewer -> viewer.awaitText(numbers(1, 2000)));
    viewers.forEach(StreamClient::disconnect);
    await().until(() -> HUB.terminal(id).getInteger("viewers") == 0);
  }

  @Test
  void tellsAllViewersTheSizeThatTheLastControllingOneSet() {
    String id = HUB.open("trap 'stty size' WINCH; echo up; while :; do sleep 0.05; done");
    StreamClient one = HUB.watch(id, "");
    StreamClient other = HUB.watch(id, "role=view");
    one.awaitText("up");
    other.awaitText("up");

    one.resize(100, 30);

    other.awaitText("30 100");
    assertThat(other.awaitEvent("resize").getInteger("cols")).isEqualTo(100);
    assertThat(HUB.terminal(id).getInteger("rows")).isEqualTo(30);
    other.disconnect();
    one.disconnect();
  }

  @Test
  void placesAResizeBetweenTheOutputBeforeAndAfterItForWhoResumes() {
    String id = HUB.open("printf one; read line; printf two; read line");
    StreamClient first = HUB.watch(id, "");
    first.awaitText("one");
    first.resize(90, 25);
    first.type("\r");
    first.awaitText("two");

    StreamClient second = HUB.watch(id, "from=0");
    second.awaitText("two");

    List<String> story =
        second.frames().stream()
            .map(frame ->
                switch (frame) {
                  case Frame.Output output -> new String(output.bytes(), UTF_8).strip();
                  case Frame.Event event when event.json().containsKey("cols") ->
                      event.json().getInteger("cols").toString();
                  case Frame.Event _ -> "";
                  case Frame.Snapshot _ -> "snapshot";
                })
            .filter(part -> !part.isEmpty())
            .toList();
    assertThat(String.join(" ", story)).matches("80 one 90 .*two");
  }

  @Test
  void tellsHowTheProgramEndedAfterAllOfItsOutput() {
    String id = HUB.open("read line; seq 1 1000; exit 7");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitEvent("viewers");
    viewer.type("\r");

    assertThat(viewer.awaitEvent("exit").getInteger("code")).isEqualTo(7);
    assertThat(viewer.frames().getLast()).isInstanceOf(Frame.Event.class);
    assertThat(viewer.text()).endsWith("1000\r\n");
    assertThat(HUB.terminal(id).getString("state")).isEqualTo("exited");
    StreamClient late = HUB.watch(id, "");
    late.awaitText("1000\r\n");
    late.awaitEvent("exit");
  }

  @Test
  void tellsTheViewerWhatInputWasNotTaken() {
    String id = HUB.open("stty raw -echo; echo up; sleep 60");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitText("up");

    for (int i = 0; i < 12; i++) {
      viewer.type("x".repeat(100_000));
    }

    assertThat(viewer.awaitEvent("notice").getString("code")).isEqualTo("input-refused");
    HUB.request("DELETE", "/api/terminals/" + id).send();
  }

  @Test
  void passesBinaryAndInvalidUtf8InBothDirections() {
    String id =
        HUB.open(
            "stty raw -echo; printf up; head -c 256 | od -An -tx1 -v; printf '\\377\\000\\200end'");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitText("up");
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);

    viewer.send(0x11, all);

    viewer.awaitEvent("exit");
    assertThat(viewer.text()).contains("fe ff").contains("00 01 02");
    byte[] last =
        viewer.frames().stream()
            .filter(Frame.Output.class::isInstance)
            .map(frame -> ((Frame.Output) frame).bytes())
            .reduce(new byte[0], StreamTest::join);
    assertThat(new String(last, ISO_8859_1)).endsWith("\u00ff\0\u0080end");
  }

  @Test
  void closesOnFramesThatAreMalformedTruncatedOrOfText() {
    String id = HUB.open("read line");
    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[] {0x12},
            new byte[] {0x12, 0, 80, 0},
            new byte[] {0x12, 0, 0, 0, 24},
            new byte[] {0x12, (byte) 0xff, (byte) 0xff, 0, 24},
            new byte[] {0x13, 1, 2},
            new byte[] {0x13, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {0x13, 0, 0, 0, 0, 0, 0, 0, 99},
            new byte[] {0x01, 0},
            new byte[] {0x7f})) {
      StreamClient viewer = HUB.watch(id, "");
      viewer.awaitEvent("viewers");
      viewer.sendRaw(bad);
      assertThat(viewer.awaitClose()).isEqualTo(4400);
    }
    StreamClient viewer = HUB.watch(id, "");
    viewer.sendText("hello");
    assertThat(viewer.awaitClose()).isEqualTo(4400);
    assertThat(HUB.terminal(id).getString("state")).isEqualTo("running");
  }

  @Test
  void closesOnMessagesOverAMebibyte() {
    String id = HUB.open("read line");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitEvent("viewers");

    try {
      viewer.sendRaw(new byte[1024 * 1024 + 1]);
    } catch (RuntimeException e) {
      // The hub may have closed before all of it was sent.
    }

    assertThat(viewer.awaitClose()).isEqualTo(1009);
    assertThat(HUB.terminal(id).getString("state")).isEqualTo("running");
  }

  @Test
  void closesWhenAViewerThatMayOnlyLookTypesResizesOrHolds() {
    String id = HUB.open("read line");
    StreamClient typing = HUB.watch(id, "role=view");
    typing.awaitEvent("viewers");
    typing.type("x");
    assertThat(typing.awaitClose()).isEqualTo(4403);
    StreamClient resizing = HUB.watch(id, "role=view");
    resizing.awaitEvent("viewers");
    resizing.resize(50, 50);
    assertThat(resizing.awaitClose()).isEqualTo(4403);
    assertThat(HUB.watch(id, "role=view&flow=hold").awaitClose()).isEqualTo(4403);
    assertThat(HUB.terminal(id).getInteger("cols")).isEqualTo(80);
  }

  @Test
  void closesForAnUnknownTerminalAndForADeletedOne() {
    assertThat(HUB.watch("nonesuch", "").awaitClose()).isEqualTo(4404);
    String id = HUB.open("read line");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitEvent("viewers");

    assertThat(HUB.request("DELETE", "/api/terminals/" + id).send().status()).isEqualTo(204);

    assertThat(viewer.awaitClose()).isEqualTo(1000);
  }

  @Test
  void gathersWhatABusyProgramPrintsIntoFewFrames() {
    String id =
        HUB.open("read line; for i in $(seq 1 3000); do printf .; done; echo end; read line");
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitEvent("viewers");

    long begun = System.nanoTime();
    viewer.type("\r");

    viewer.awaitText("end");
    // What comes when nothing came for a while is sent at once, so a slow program makes more
    // frames.
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    assertThat(viewer.frames().stream().filter(Frame.Output.class::isInstance).count())
        .isLessThan(600 + millis);
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  private static String numbers(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append(i).append("\r\n");
    }
    return text.toString();
  }

  private static Map<String, String> authorization() {
    return Map.of("Authorization", "Bearer " + HUB.token());
  }
}
