package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first part of an HTTP/1.1 answer.
 *
 * @param headers by their names in lower case
 */
record HttpHead(int status, Map<String, String> headers) {
  /** Far above what the hub sends. */
  private static final int MAX_BYTES = 64 * 1024;

  HttpHead {
    headers = Map.copyOf(headers);
  }

  /** Reads up to the empty line and not a byte more. */
  static HttpHead read(InputStream in) throws IOException {
    List<String> lines = readText(in).lines().toList();
    String[] start = lines.getFirst().split(" ", 3);
    if (start.length < 2 || !start[0].startsWith("HTTP/1.")) {
      throw new IOException("this is no HTTP answer");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    try {
      return new HttpHead(Integer.parseInt(start[1]), headers);
    } catch (NumberFormatException e) {
      throw new IOException("this is no HTTP answer", e);
    }
  }

  private static String readText(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the hub closed the connection");
      }
      if (bytes.size() == MAX_BYTES) {
        throw new IOException("the answer's head does not end");
      }
      bytes.write(b);
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
    }
    return bytes.toString(ISO_8859_1);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Bytes that follow. */
  long length() throws IOException {
    try {
      return Long.parseLong(header("content-length").orElse(""));
    } catch (NumberFormatException e) {
      throw new IOException("the answer does not tell its length", e);
    }
  }

  /** Reads on why the hub did not do what it was asked. */
  Failure failure(InputStream in) throws IOException {
    return Problems.explain(status, new String(readBody(in), UTF_8));
  }

  /** The rest of an answer, after which the connection ends or is ended. */
  byte[] readBody(InputStream in) throws IOException {
    if (header("transfer-encoding").isPresent()) {
      throw new IOException("the answer comes in a form that was not asked for");
    }
    Optional<String> length = header("content-length");
    if (length.isEmpty()) {
      return in.readAllBytes();
    }
    byte[] body = in.readNBytes(Integer.parseInt(length.get()));
    if (body.length < Integer.parseInt(length.get())) {
      throw new EOFException("the hub closed the connection within its answer");
    }
    return body;
  }
}
