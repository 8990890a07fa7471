package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in and out, on a real disk. */
class FilesTest {
  private static final TestHub HUB = TestHub.start();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Real, for the paths that are answered are. */
  private final Path folder;

  FilesTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void takesAFileByteForByteIntoTheFolderThatTheShellIsInNow() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("in here"));
    String terminal = shell("cd 'in here' && touch ready && exec sleep 60");
    await().until(() -> Files.exists(inside.resolve("ready")));
    byte[] content = new byte[3 * 1024 * 1024 + 17];
    new Random(7).nextBytes(content);

    HttpResponse<String> stored =
        upload(HUB, Map.of("terminal", terminal, "name", "ünï ☺.bin"), bytes(content));

    assertThat(stored.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(stored.body()))
        .isEqualTo(
            new JsonObject()
                .put("path", inside.resolve("ünï ☺.bin").toString())
                .put("name", "ünï ☺.bin")
                .put("size", content.length));
    assertThat(inside.resolve("ünï ☺.bin")).hasBinaryContent(content);
    assertThat(names(inside)).containsExactlyInAnyOrder("ready", "ünï ☺.bin");
  }

  @Test
  void takesWhatIsLargerThanAnyOtherBodyAndAnEmptyFileToo() throws Exception {
    assertThat(upload("empty", "refuse", bytes(new byte[0])).statusCode()).isEqualTo(201);
    assertThat(folder.resolve("empty")).isEmptyFile();
    // Without a length, in chunks.
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> zeros(5_000_000));
    assertThat(upload("chunked", "refuse", chunked).statusCode()).isEqualTo(201);
    assertThat(folder.resolve("chunked")).hasSize(5_000_000);
  }

  @Test
  void decidesByWhatIsAskedWhereANameIsTaken() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    HttpResponse<String> refused = upload("notes.txt", "refuse", text("new"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(problem(refused)).isEqualTo("file-exists");
    assertThat(file).hasContent("old");

    HttpResponse<String> both = upload("notes.txt", "keep-both", text("new"));
    assertThat(new JsonObject(both.body()).getString("name")).isEqualTo("notes-1.txt");
    assertThat(folder.resolve("notes-1.txt")).hasContent("new");
    assertThat(file).hasContent("old");

    assertThat(upload("notes.txt", "replace", text("new")).statusCode()).isEqualTo(201);
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwx------");
    assertThat(names(folder)).containsExactlyInAnyOrder("notes.txt", "notes-1.txt");
  }

  @Test
  void letsOneOfManyUploadsOfTheSameNameHaveIt() {
    List<CompletableFuture<Integer>> uploads =
        IntStream.range(0, 6)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> upload("same", "refuse", text("from " + i)).statusCode()))
            .toList();

    assertThat(uploads.stream().map(CompletableFuture::join).toList())
        .containsOnlyOnce(201)
        .containsOnly(201, 409);
    assertThat(names(folder)).containsExactly("same");
  }

  @Test
  void replacesNeitherAFolderNorWhatALinkPointsTo(@TempDir Path other) throws Exception {
    Path outside = Files.writeString(other.resolve("outside"), "old");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createDirectory(folder.resolve("sub"));

    assertThat(problem(upload("link", "replace", text("new")))).isEqualTo("not-a-file");
    assertThat(problem(upload("sub", "replace", text("new")))).isEqualTo("not-a-file");
    assertThat(problem(upload("link", "refuse", text("new")))).isEqualTo("file-exists");
    assertThat(outside).hasContent("old");
    assertThat(names(folder)).containsExactlyInAnyOrder("link", "sub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/b", "../up", "/etc/x", "a\nb", "a\0b", "\u001b[2J"})
  void refusesNamesThatAreMoreThanAName(String name) {
    HttpResponse<String> refused = upload(name, "replace", text("x"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(problem(refused)).isEqualTo("malformed-name");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void leavesNothingOfAnUploadThatBrokeOff() throws Exception {
    try (Socket socket =
        new Socket(URI.create(HUB.url()).getHost(), URI.create(HUB.url()).getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + query(Map.of("folder", folder.toString(), "name", "half"))
                  + " HTTP/1.1\r\n"
                  + "Host: 127.0.0.1\r\nAuthorization: Bearer "
                  + HUB.token()
                  + "\r\nContent-Length: 1000000\r\n\r\nsome of it")
              .getBytes(UTF_8));
      out.flush();
      await().until(() -> names(folder).stream().anyMatch(name -> name.endsWith(".part")));
    }
    await().until(() -> names(folder).isEmpty());
    assertThat(journalOf(HUB.dataDir())).isEmpty();
  }

  @Test
  void removesWhatAHubThatWasKilledLeftAndNothingElse() throws Exception {
    Path data = Files.createTempDirectory("patchbay-test");
    Path part = Files.writeString(folder.resolve(".patchbay-upload-00ff.part"), "half");
    Path precious = Files.writeString(folder.resolve("precious"), "whole");
    Files.writeString(data.resolve("upload-00ff"), part + "\n");
    Files.writeString(data.resolve("upload-11ee"), precious + "\n");
    Path config = Files.writeString(data.resolve("patchbay.yaml"), "{}");

    try (Hub hub = Hub.start(() -> TestHub.settings(data, config), System.getenv(), (_, _) -> {})) {
      assertThat(hub.url()).isNotEmpty();
    }

    assertThat(part).doesNotExist();
    assertThat(precious).exists();
    assertThat(journalOf(data)).isEmpty();
  }

  @Test
  void tellsBeforehandWhereFilesWouldGoAndWhichNamesAreTaken() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/b"), "");
    Files.createSymbolicLink(folder.resolve("sub/dangling"), Path.of("/nonesuch"));
    String terminal = shell("exec sleep 60");

    TestHub.Response plan = plan(HUB, terminal, "sub", List.of("a", "b", "dangling"));

    assertThat(plan.json())
        .isEqualTo(
            new JsonObject()
                .put("folder", folder.resolve("sub").toString())
                .put("taken", new JsonArray(List.of("b", "dangling"))));
    assertThat(plan(HUB, terminal, "nonesuch", List.of()).problem()).isEqualTo("folder-not-found");
    assertThat(plan(HUB, terminal, "sub/b", List.of()).problem()).isEqualTo("not-a-folder");
    assertThat(plan(HUB, "nonesuch", "sub", List.of()).problem()).isEqualTo("unknown-terminal");
  }

  @Test
  void keepsToTheRootsBothWaysAlsoByALink(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("link"), other);
    Files.createSymbolicLink(folder.resolve("file"), other.resolve("secret"));
    Files.writeString(folder.resolve("own"), "own");
    try (TestHub hub = TestHub.start("roots: [" + folder + "]\n")) {
      for (Path way : List.of(other, folder.resolve("link"), folder.resolve(".."))) {
        HttpResponse<String> refused =
            upload(hub, Map.of("folder", way.toString(), "name", "x"), text("x"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(problem(refused)).isEqualTo("outside-roots");
      }
      for (String way : List.of("link/secret", "file", "../" + other.getFileName() + "/secret")) {
        HttpResponse<byte[]> refused = download(hub, folder.resolve(way).toString(), Map.of());
        assertThat(refused.statusCode()).isEqualTo(422);
      }
      assertThat(download(hub, folder.resolve("own").toString(), Map.of()).body())
          .isEqualTo("own".getBytes(UTF_8));
    }
    assertThat(names(other)).containsExactly("secret");
  }

  @Test
  void refusesWhatIsTooLargeWhetherItSaysSoOrNot() throws Exception {
    try (TestHub hub = TestHub.start("files: {max-upload: 1MiB}\n")) {
      Map<String, String> query = Map.of("folder", folder.toString(), "name", "big");
      assertThat(upload(hub, query, bytes(new byte[1024 * 1024])).statusCode()).isEqualTo(201);
      assertThat(upload(hub, query, bytes(new byte[1024 * 1024 + 1])).statusCode()).isEqualTo(413);
      BodyPublisher endless = BodyPublishers.ofInputStream(() -> zeros(3_000_000));
      HttpResponse<String> refused =
          upload(hub, Map.of("folder", folder.toString(), "name", "bigger"), endless);
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(problem(refused)).isEqualTo("too-large");
      assertThat(names(folder)).containsExactly("big");
    }
  }

  @Test
  void takesSoManyAtOnceAndNoMore() throws Exception {
    try (TestHub hub = TestHub.start("files: {max-uploads: 1}\n");
        Socket socket =
            new Socket(URI.create(hub.url()).getHost(), URI.create(hub.url()).getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + query(Map.of("folder", folder.toString(), "name", "slow"))
                      + " HTTP/1.1\r\n"
                      + "Host: 127.0.0.1\r\nAuthorization: Bearer "
                      + hub.token()
                      + "\r\nContent-Length: 3\r\n\r\nab")
                  .getBytes(UTF_8));
      await().until(() -> !names(folder).isEmpty());
      Map<String, String> query = Map.of("folder", folder.toString(), "name", "second");
      assertThat(upload(hub, query, text("x")).statusCode()).isEqualTo(429);

      socket.getOutputStream().write('c');
      await().until(() -> Files.exists(folder.resolve("slow")));
      await().until(() -> upload(hub, query, text("x")).statusCode() == 201);
      assertThat(folder.resolve("slow")).hasContent("abc");
    }
  }

  @Test
  void givesAFileAsAnAttachmentThatIsNeverShown() throws Exception {
    Path page = Files.writeString(folder.resolve("a \"page\" ☺.html"), "<script>alert(1)</script>");

    HttpResponse<byte[]> response = download(HUB, page.toString(), Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readAllBytes(page));
    assertThat(header(response, "content-type")).isEqualTo("application/octet-stream");
    assertThat(header(response, "content-disposition"))
        .isEqualTo(
            "attachment; filename=\"a _page_ _.html\";"
                + " filename*=UTF-8''a%20%22page%22%20%E2%98%BA.html");
    assertThat(header(response, "content-security-policy")).startsWith("sandbox;");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
  }

  /** The kernel makes their content up when they are read, and says another size. */
  @Test
  void givesFilesOfTheKernelWithTheirRightLength() throws Exception {
    for (Path file : List.of(Path.of("/sys/class/net/lo/mtu"), Path.of("/proc/version"))) {
      byte[] content = Files.readAllBytes(file);

      HttpResponse<byte[]> answer = download(HUB, file.toString(), Map.of());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(content);
      assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(content.length));
    }
  }

  /** The kernel refuses to read page 0 of the hub's memory, and /proc never has room. */
  @Test
  void saysThatAFileCannotBeReadWithoutBlamingTheDisksRoom() throws Exception {
    HttpResponse<byte[]> answer = download(HUB, "/proc/self/mem", Map.of());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), UTF_8))
        .contains("file-failed", "cannot be read")
        .doesNotContain("written", "free");
  }

  @Test
  void givesARangeOfAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("digits"), "0123456789");
    HttpResponse<byte[]> middle = download(HUB, file.toString(), Map.of("Range", "bytes=2-4"));
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(new String(middle.body(), UTF_8)).isEqualTo("234");
    assertThat(header(middle, "content-range")).isEqualTo("bytes 2-4/10");

    assertThat(range(file, "bytes=7-")).isEqualTo("206 789");
    assertThat(range(file, "bytes=-3")).isEqualTo("206 789");
    assertThat(range(file, "bytes=5-99")).isEqualTo("206 56789");
    assertThat(range(file, "bytes=4-2")).isEqualTo("200 0123456789");
    assertThat(range(file, "lines=1-2")).isEqualTo("200 0123456789");
    assertThat(range(file, "bytes=10-")).startsWith("416 ");

    String tag = header(middle, "etag");
    Map<String, String> onward = Map.of("Range", "bytes=8-", "If-Range", tag);
    assertThat(download(HUB, file.toString(), onward).statusCode()).isEqualTo(206);
    Files.writeString(file, "something else");
    assertThat(download(HUB, file.toString(), onward).statusCode()).isEqualTo(200);
  }

  @Test
  void givesNoFoldersDevicesAndPipes() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(problemOf(folder.toString())).isEqualTo("is-a-folder");
    assertThat(problemOf(pipe.toString())).isEqualTo("not-a-file");
    assertThat(problemOf("/dev/zero")).isEqualTo("not-a-file");
    assertThat(problemOf("nonesuch")).isEqualTo("file-not-found");
    assertThat(problemOf("a\0b")).isEqualTo("malformed-path");
    assertThat(HUB.request("GET", "/api/files").send().status()).isEqualTo(400);
  }

  @Test
  void neverWaitsForAPipeThatTakesTheFilesPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "content");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path at = Files.createLink(folder.resolve("at"), file);
    AtomicBoolean done = new AtomicBoolean();
    Thread swaps =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                replace(at, pipe);
                replace(at, file);
              }
            });
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(HUB.url() + query(Map.of("path", at.toString()))))
            .header("Authorization", "Bearer " + HUB.token())
            .timeout(PATIENCE)
            .build();

    try {
      for (int i = 0; i < 200; i++) {
        HttpResponse<String> answer = HUB.client().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isIn(200, 400);
        assertThat(answer.body())
            .matches(body -> answer.statusCode() == 400 || body.equals("content"));
      }
    } finally {
      done.set(true);
      swaps.join();
    }
  }

  private static void replace(Path at, Path by) {
    try {
      Path link = Files.createLink(at.resolveSibling("link"), by);
      Files.move(link, at, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fewer bytes than were promised must not look like all of the file. */
  @Test
  void breaksOffWhereAFileShrinksUnderADownload() throws Exception {
    Path file = folder.resolve("shrinking");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(256L << 20);
      HttpResponse<InputStream> answer =
          send(
              HUB,
              query(Map.of("path", file.toString())),
              Map.of(),
              null,
              BodyHandlers.ofInputStream());

      try (InputStream body = answer.body()) {
        assertThat(body.readNBytes(1000)).hasSize(1000);
        large.setLength(1000);

        assertThatThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()))
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(download(HUB, file.toString(), Map.of()).body()).hasSize(1000);
  }

  @Test
  void findsWhatIsRelativeFromTheTerminalsFolder() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/found"), "here");
    String terminal = shell("cd sub; touch ready; exec sleep 60");
    await().until(() -> Files.exists(folder.resolve("sub/ready")));

    TestHub.Response response =
        HUB.request("GET", "/api/files?path=found&terminal=" + terminal).send();

    assertThat(response.body()).isEqualTo("here");
  }

  @Test
  void answersStrangersAndOtherSitesWithoutTouchingTheDisk() {
    String query = query(Map.of("folder", folder.toString(), "name", "x"));
    assertThat(HUB.bareRequest("POST", query).body("x").send().status()).isEqualTo(401);
    assertThat(HUB.request("POST", query).header("Origin", "http://evil.example").send().status())
        .isEqualTo(403);
    assertThat(
            HUB.request("GET", "/api/files?path=/etc/hostname")
                .header("Sec-Fetch-Site", "cross-site")
                .send()
                .status())
        .isEqualTo(403);
    assertThat(names(folder)).isEmpty();
  }

  private String shell(String script) {
    return HUB.open(
        new JsonObject()
            .put("command", List.of("/bin/sh", "-c", script))
            .put("cwd", folder.toString()));
  }

  private static TestHub.Response plan(
      TestHub hub, String terminal, String folder, List<String> names) {
    JsonObject body =
        new JsonObject()
            .put("terminal", terminal)
            .put("folder", folder)
            .put("names", new JsonArray(names));
    return hub.request("POST", "/api/files/plan").body(body.encode()).send();
  }

  private HttpResponse<String> upload(String name, String clash, BodyPublisher body) {
    return upload(HUB, Map.of("folder", folder.toString(), "name", name, "clash", clash), body);
  }

  private static HttpResponse<String> upload(
      TestHub hub, Map<String, String> query, BodyPublisher body) {
    return send(hub, query(query), Map.of(), body, BodyHandlers.ofString());
  }

  private static HttpResponse<byte[]> download(
      TestHub hub, String path, Map<String, String> headers) {
    return send(hub, query(Map.of("path", path)), headers, null, BodyHandlers.ofByteArray());
  }

  private String problemOf(String path) {
    return new JsonObject(new String(download(HUB, path, Map.of()).body(), UTF_8))
        .getString("type")
        .replaceFirst(".*:", "");
  }

  private static String range(Path file, String range) {
    HttpResponse<byte[]> response = download(HUB, file.toString(), Map.of("Range", range));
    return response.statusCode() + " " + new String(response.body(), UTF_8);
  }

  private static <T> HttpResponse<T> send(
      TestHub hub,
      String path,
      Map<String, String> headers,
      @org.jspecify.annotations.Nullable BodyPublisher body,
      HttpResponse.BodyHandler<T> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .header("Authorization", "Bearer " + hub.token());
    headers.forEach(request::header);
    if (body != null) {
      request.POST(body);
    }
    try {
      return hub.client().send(request.build(), handler);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String query(Map<String, String> parameters) {
    return "/api/files?"
        + String.join(
            "&",
            parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .toList());
  }

  private static String problem(HttpResponse<String> response) {
    return new JsonObject(response.body()).getString("type").replaceFirst(".*:", "");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static BodyPublisher bytes(byte[] content) {
    return BodyPublishers.ofByteArray(content);
  }

  private static BodyPublisher text(String content) {
    return BodyPublishers.ofString(content);
  }

  private static InputStream zeros(int count) {
    return new java.io.ByteArrayInputStream(new byte[count]);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> journalOf(Path dataDir) {
    assertThat(Files.isDirectory(dataDir, LinkOption.NOFOLLOW_LINKS)).isTrue();
    return names(dataDir).stream().filter(name -> name.startsWith("upload-")).toList();
  }
}
