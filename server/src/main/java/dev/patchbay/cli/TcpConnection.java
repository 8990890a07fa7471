package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.Json;
import dev.patchbay.security.AccessToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * A TCP connection to whatever listens at the hub's address. That may be anybody who took the port
 * of a hub that died, so it first has to prove that it knows the token.
 */
record TcpConnection(Socket socket, InputStream in, OutputStream out) implements HubConnection {
  private static final int NONCE_BYTES = 32;

  /** The hub answers without looking at anything. */
  private static final int PROOF_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  /**
   * @throws Failure if what listens there cannot prove that it is the hub
   */
  static TcpConnection open(HubAddress address, AccessToken token) throws IOException {
    Socket socket = address.connect();
    try {
      TcpConnection connection =
          new TcpConnection(socket, socket.getInputStream(), socket.getOutputStream());
      socket.setSoTimeout(PROOF_MILLIS);
      connection.demandProof(address, token);
      socket.setSoTimeout(0);
      return connection;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void demandProof(HubAddress address, AccessToken token) throws IOException {
    byte[] random = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    String body = Json.write(Map.of("nonce", nonce));
    String request =
        ("POST /api/challenge HTTP/1.1\r\nHost: " + address.authority())
            + ("\r\nContent-Type: application/json\r\nContent-Length: " + body.length())
            + ("\r\n\r\n" + body);
    out.write(request.getBytes(ISO_8859_1));
    out.flush();
    HttpHead head = HttpHead.read(in);
    String answer = new String(head.readBody(in), UTF_8);
    if (head.status() != 200 || !token.isProof(proof(answer), nonce, remote())) {
      throw new Failure(
          Failure.NOT_ALLOWED,
          "what listens at "
              + address.url()
              + " did not prove that it is the hub: it is another program, a hub of another"
              + " version, or one with another token; it was not shown the token");
    }
  }

  private static String proof(String answer) {
    return Json.parse(answer) instanceof Map<?, ?> json && json.get("proof") instanceof String proof
        ? proof
        : "";
  }

  /** Where this is connected to, in numbers, as the other end sees itself. */
  private String remote() {
    String host = socket.getInetAddress().getHostAddress().replaceFirst("%.*$", "");
    return host + ":" + socket.getPort();
  }

  @Override
  public void limitReads(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
