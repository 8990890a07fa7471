package dev.patchbay.detectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.patchbay.bounded.BoundedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What programs answered, kept over restarts. Whoever asks describes the program and all that its
 * answer depends on in a key, so that a changed program is another one. Thread-safe.
 */
final class VersionCache {
  /** Of the file's form; a file of another one is begun anew. */
  private static final int FORM = 2;

  /** Some tens of kilobytes; the oldest go first. */
  private static final int MAX_ENTRIES = 2_000;

  /** What went wrong may go well soon. */
  private static final Duration MAX_AGE_OF_FAILURE = Duration.ofHours(1);

  /** Some ten times what so many entries take. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private static final JsonFactory JSON = new JsonFactory();

  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<?>[] OWNER_ONLY =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path file;
  private final Duration maxAge;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final String warning;

  private record Entry(Version version, Instant at) {}

  private VersionCache(Path file, Duration maxAge, String warning) {
    this.file = file;
    this.maxAge = maxAge;
    this.warning = warning;
  }

  /** Reads the file; where it is damaged, begins anew. */
  static VersionCache open(Path file, Duration maxAge) {
    try {
      VersionCache cache = new VersionCache(file, maxAge, "");
      cache.entries.putAll(read(BoundedFile.bytes(file, MAX_BYTES)));
      return cache;
    } catch (NoSuchFileException e) {
      return new VersionCache(file, maxAge, "");
    } catch (IOException | RuntimeException e) {
      return new VersionCache(
          file, maxAge, "what was known of versions is lost, " + file + " is damaged: " + e);
    }
  }

  /** What is to be told of the file, or empty. */
  String warning() {
    return warning;
  }

  Optional<Version> find(String key, Instant now) {
    return Optional.ofNullable(entries.get(key))
        // What is to come is of a clock that was set back since.
        .filter(entry -> !entry.at().isAfter(now.plus(CLOCKS_DIFFER)))
        .filter(entry -> now.isBefore(entry.at().plus(ageOf(entry.version()))))
        .map(Entry::version);
  }

  private Duration ageOf(Version version) {
    return version instanceof Version.Known ? maxAge : MAX_AGE_OF_FAILURE;
  }

  void put(String key, Version version, Instant now) {
    entries.put(key, new Entry(version, now));
  }

  /**
   * Replaces the file whole: after a crash the old one or the new one is there. One call at a time.
   */
  void save() throws IOException {
    byte[] bytes = write();
    Path whole = file.toAbsolutePath();
    Optional<Path> folder = Optional.ofNullable(whole.getParent());
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    Path fresh = whole.resolveSibling("." + whole.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try {
      try (FileChannel channel = FileChannel.open(fresh, NEW_FILE, OWNER_ONLY)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private byte[] write() throws IOException {
    List<Map.Entry<String, Entry>> newest =
        entries.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, Entry> entry) -> entry.getValue().at())
                    .reversed())
            .limit(MAX_ENTRIES)
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("form", FORM);
      json.writeArrayFieldStart("entries");
      for (Map.Entry<String, Entry> entry : newest) {
        write(json, entry.getKey(), entry.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, String key, Entry entry) throws IOException {
    String state;
    String text;
    String evidence = "";
    switch (entry.version()) {
      case Version.Known(String version, String from) -> {
        state = "known";
        text = version;
        evidence = from;
      }
      case Version.Unknown(String reason) -> {
        state = "unknown";
        text = reason;
      }
      case Version.NotTheTool(String reason) -> {
        state = "other";
        text = reason;
      }
      case Version.Pending _, Version.NotAsked _ -> {
        return;
      }
    }
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeStringField("state", state);
    json.writeStringField("text", text);
    json.writeStringField("evidence", evidence);
    json.writeStringField("at", entry.at().toString());
    json.writeEndObject();
  }

  private static Map<String, Entry> read(byte[] bytes) throws IOException {
    Map<String, Entry> entries = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("form")) {
          expect(json.getIntValue() == FORM);
        } else if (field.equals("entries")) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            readEntry(json, entries);
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return entries;
  }

  private static void readEntry(JsonParser json, Map<String, Entry> entries) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      expect(json.nextToken() == JsonToken.VALUE_STRING);
      fields.put(name, json.getText());
    }
    String text = fields.getOrDefault("text", "");
    Version version =
        switch (fields.getOrDefault("state", "")) {
          case "known" -> new Version.Known(text, fields.getOrDefault("evidence", ""));
          case "unknown" -> new Version.Unknown(text);
          case "other" -> new Version.NotTheTool(text);
          default -> throw new IOException("an entry's state is not known");
        };
    String key = fields.getOrDefault("key", "");
    entries.put(key, new Entry(version, Instant.parse(fields.getOrDefault("at", ""))));
  }

  private static void expect(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("it does not have the expected form");
    }
  }
}
