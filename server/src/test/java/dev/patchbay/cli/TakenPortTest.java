package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.cli.Commands.Result;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import dev.patchbay.security.AccessToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is shown the token who has not proved to be the hub. */
class TakenPortTest {
  private static final String TOKEN = "a-token-that-nobody-else-may-see";

  @TempDir private Path folder;

  /** Somebody who took the port of a hub that died, and keeps all that is said to it. */
  private static final class Impostor implements AutoCloseable {
    private final ServerSocket server;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final int hubPort;

    /**
     * @param hubPort of a hub that it passes everything on to; 0 for answers of its own
     */
    Impostor(int hubPort) throws IOException {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      this.hubPort = hubPort;
      Thread.startVirtualThread(this::serve);
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    String heard() {
      synchronized (heard) {
        return heard.toString(ISO_8859_1);
      }
    }

    private void serve() {
      try {
        while (true) {
          Socket client = server.accept();
          Socket hub = hubPort == 0 ? null : new Socket(InetAddress.getLoopbackAddress(), hubPort);
          Thread.startVirtualThread(() -> listen(client, hub));
          if (hub != null) {
            Thread.startVirtualThread(() -> pass(hub, client));
          }
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    private static void pass(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One of them is gone.
      }
    }

    private void listen(Socket client, @org.jspecify.annotations.Nullable Socket hub) {
      try (client) {
        byte[] bytes = new byte[8192];
        int count = client.getInputStream().read(bytes);
        while (count > 0) {
          synchronized (heard) {
            heard.write(bytes, 0, count);
          }
          if (hub != null) {
            hub.getOutputStream().write(bytes, 0, count);
          } else {
            String proof = "{\"proof\":\"%s\"}".formatted("0".repeat(64));
            client
                .getOutputStream()
                .write(
                    "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(proof.length(), proof)
                        .getBytes(ISO_8859_1));
          }
          count = client.getInputStream().read(bytes);
        }
      } catch (IOException e) {
        // The client has hung up.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void showsNoTokenToWhoeverHasTakenThePort() throws Exception {
    Files.writeString(folder.resolve("token"), TOKEN);
    Path file = Files.writeString(folder.resolve("file"), "content");
    try (Impostor impostor = new Impostor(0);
        RunningHub.Claim claim = RunningHub.claim(new DataDir(folder))) {
      claim.publish(impostor.url());

      for (List<String> words :
          List.of(
              List.of("ls"),
              List.of("open"),
              List.of("attach", "x"),
              List.of("run", "sh"),
              List.of("upload", file.toString(), "--cwd", folder.toString()),
              List.of("download", "/etc/hostname", folder.resolve("new").toString()))) {
        Result result = Commands.at(folder, 1, words.toArray(String[]::new));
        assertThat(result.code()).as(words + ": " + result).isEqualTo(Failure.NOT_ALLOWED);
        assertThat(result.out()).doesNotContain(TOKEN);
        assertThat(result.err()).contains("did not prove that it is the hub");
      }
      assertThatThrownBy(
              () -> HubSocket.open(FoundHub.find(new DataDir(folder), Map.of()), "/api/x"))
          .isInstanceOf(Failure.class);

      assertThat(impostor.heard()).contains("POST /api/challenge").doesNotContain(TOKEN);
    }
  }

  @Test
  void showsNoTokenToWhoeverPassesTheChallengeOnToTheHub(@TempDir Path dataDir) throws Exception {
    try (HubProcess hub = HubProcess.start(dataDir, environment());
        Impostor impostor = new Impostor(URI.create(hub.address().url()).getPort());
        RunningHub.Claim claim = RunningHub.claim(new DataDir(folder))) {
      claim.publish(impostor.url());
      FoundHub found = FoundHub.find(new DataDir(folder), Map.of(AccessToken.VARIABLE, TOKEN));

      assertThatThrownBy(found::terminals).hasMessageContaining("did not prove");

      assertThat(impostor.heard()).contains("/api/challenge").doesNotContain(TOKEN);
    }
  }

  @Test
  void connectsToNobodyWhereTheRecordIsOfAHubThatDied() throws Exception {
    Files.writeString(folder.resolve("token"), TOKEN);
    try (Impostor impostor = new Impostor(0)) {
      try (RunningHub.Claim claim = RunningHub.claim(new DataDir(folder))) {
        claim.publish(impostor.url());
        String record = Files.readString(folder.resolve("hub.address")).strip();
        // The pid has gone to another process since.
        Files.writeString(folder.resolve("hub.address"), record + "1\n");
        assertThat(Commands.at(folder, 1, "ls").code()).isEqualTo(Failure.NO_HUB);
        Files.writeString(folder.resolve("hub.address"), record + "\n");
      }
      String left = ProcessHandle.current().pid() + " " + impostor.url() + " 1\n";
      Files.writeString(folder.resolve("hub.address"), left);
      assertThat(Commands.at(folder, 1, "ls").code()).isEqualTo(Failure.NO_HUB);

      assertThat(impostor.heard()).isEmpty();
    }
  }

  @Test
  void asksForTheLock() {
    DataDir dataDir = new DataDir(folder);
    assertThat(RunningHub.isClaimed(dataDir)).isFalse();
    try (RunningHub.Claim _ = RunningHub.claim(dataDir)) {
      assertThat(RunningHub.isClaimed(dataDir)).isTrue();
    }
    assertThat(RunningHub.isClaimed(dataDir)).isFalse();
  }

  @Test
  void speaksOverTheUnixSocketWhichIsTheUsersAlone(@TempDir Path dataDir) throws Exception {
    try (HubProcess _ = HubProcess.start(dataDir, environment())) {
      Path socket = dataDir.resolve("hub.sock");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      FoundHub found = FoundHub.find(new DataDir(dataDir), Map.of(AccessToken.VARIABLE, TOKEN));
      try (HubConnection connection = found.connect()) {
        assertThat(connection).isInstanceOf(UnixConnection.class);
      }
      assertThat(found.terminals()).isEmpty();
    }
    assertThat(dataDir.resolve("hub.sock")).doesNotExist();
  }

  @Test
  void asksForAProofWhereThePathIsTooLongForASocket() throws Exception {
    Path deep = folder.resolve("d".repeat(60)).resolve("e".repeat(60));
    try (HubProcess hub = HubProcess.start(deep, environment())) {
      FoundHub found = FoundHub.find(new DataDir(deep), Map.of(AccessToken.VARIABLE, TOKEN));
      try (HubConnection connection = found.connect()) {
        assertThat(connection).isInstanceOf(TcpConnection.class);
      }
      assertThat(found.terminals()).isEmpty();
      assertThat(found.pageUrl()).isEqualTo(hub.address().url());
      FoundHub other =
          FoundHub.find(new DataDir(deep), Map.of(AccessToken.VARIABLE, TOKEN + TOKEN));
      assertThatThrownBy(other::terminals).hasMessageContaining("did not prove");
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/bin:/bin", "HOME", System.getProperty("user.home"), "PATCHBAY_TOKEN", TOKEN);
  }

  @Test
  void leavesNoUnixSocketOfAKilledHubInTheWay(@TempDir Path dataDir) throws Exception {
    for (int i = 0; i < 2; i++) {
      HubProcess hub = HubProcess.start(dataDir, environment());
      FoundHub found = FoundHub.find(new DataDir(dataDir), Map.of(AccessToken.VARIABLE, TOKEN));
      try (HubConnection connection = found.connect()) {
        assertThat(connection).isInstanceOf(UnixConnection.class);
      }
      hub.kill();
      assertThat(dataDir.resolve("hub.sock")).exists();
    }
    try (Stream<Path> files = Files.list(dataDir)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.contains("hub.sock"))
          .containsExactly("hub.sock");
    }
  }
}
