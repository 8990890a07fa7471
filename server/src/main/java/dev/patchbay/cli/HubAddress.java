package dev.patchbay.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a hub listens.
 *
 * @param host without brackets
 */
record HubAddress(boolean encrypted, String host, int port) {
  private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  /**
   * @param url such as {@code http://127.0.0.1:7717}; a hub that listens on every address is
   *     reached on this machine's own
   */
  static HubAddress parse(String url) {
    URI uri = URI.create(url);
    String host = uri.getHost().replace("[", "").replace("]", "");
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "0:0:0:0:0:0:0:0" -> "::1";
          default -> host;
        };
    return new HubAddress(uri.getScheme().equals("https"), reachable, uri.getPort());
  }

  /** As it stands in a Host header. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  String url() {
    return (encrypted ? "https://" : "http://") + authority();
  }

  /** A fresh connection, encrypted with a certificate that this machine trusts where need be. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return encrypted ? encrypt(socket) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket encrypt(Socket plain) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
