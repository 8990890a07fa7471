package dev.patchbay.detectors.catalogue;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All tools that are known: the built-in ones, and the user's own, which replace built-in ones of
 * the same id.
 *
 * @param tools by id, in the order in which they are shown
 * @param installers by id, in the order in which they are asked whose a path is
 * @param faults what could not be used
 */
public record Catalogue(
    Map<String, Tool> tools, Map<String, Installer> installers, List<Fault> faults) {
  private static final String RESOURCE = "catalogue.json";

  /** A file beyond this is no catalogue. */
  private static final int MAX_FILE_BYTES = 1024 * 1024;

  private static final int MAX_FILES = 200;

  public Catalogue {
    tools = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    installers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(installers));
    faults = List.copyOf(faults);
  }

  public Optional<Tool> tool(String id) {
    return Optional.ofNullable(tools.get(id));
  }

  public Optional<Installer> installer(String id) {
    return Optional.ofNullable(installers.get(id));
  }

  /**
   * The built-in catalogue and the user's own entries.
   *
   * @param home the user's home folder
   * @param own a folder of {@code .json}, {@code .yaml} and {@code .yml} files; it may be absent
   */
  public static Catalogue load(Path home, Path own) {
    Loading loading = new Loading(new EntryReader(home));
    loading.builtIn();
    loading.folder(own);
    return loading.result();
  }

  /** What has been read so far. */
  private static final class Loading {
    private final EntryReader reader;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Installer> installers = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    Loading(EntryReader reader) {
      this.reader = reader;
    }

    void builtIn() {
      try (Reader text =
          new InputStreamReader(
              Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE), RESOURCE),
              StandardCharsets.UTF_8)) {
        entries(RESOURCE, JsonNodes.read(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!faults.isEmpty()) {
        throw new IllegalStateException(faults.getFirst().toString());
      }
    }

    void folder(Path folder) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
            .sorted()
            .limit(MAX_FILES)
            .forEach(this::file);
      } catch (NoSuchFileException | NotDirectoryException e) {
        // Nobody needs to have entries of their own.
      } catch (IOException | UncheckedIOException e) {
        faults.add(new Fault(folder.toString(), 1, "", "cannot be read: " + e));
      }
    }

    private void file(Path file) {
      String name = file.toString();
      try {
        byte[] bytes;
        try {
          bytes = BoundedFile.bytes(file, MAX_FILE_BYTES);
        } catch (IOException e) {
          faults.add(new Fault(name, 1, "", "is no file of at most 1 MiB that can be read"));
          return;
        }
        entries(
            name,
            name.endsWith(".json")
                ? JsonNodes.read(new StringReader(new String(bytes, StandardCharsets.UTF_8)))
                : YamlNodes.read(bytes));
      } catch (Malformed e) {
        faults.add(new Fault(name, e.line(), "", e.reason()));
      } catch (IOException e) {
        faults.add(new Fault(name, 1, "", "cannot be read: " + e));
      }
    }

    private void entries(String file, Node root) {
      Fields fields = Fields.of(root);
      List<Node> ways = fields.find("installers", Fields::items).orElse(List.of());
      List<Node> entries = fields.find("tools", Fields::items).orElse(List.of());
      var _ = fields.textOrEmpty("$schema");
      fields.rejectUnknown();
      for (int i = 0; i < ways.size(); i++) {
        Node node = ways.get(i);
        guard(
            file,
            "/installers/" + i,
            node,
            () -> {
              Installer installer = reader.installer(node);
              installers.put(installer.id(), installer);
            });
      }
      for (int i = 0; i < entries.size(); i++) {
        Node node = entries.get(i);
        guard(
            file,
            "/tools/" + i,
            node,
            () -> {
              Tool tool = reader.tool(node, installers.keySet());
              tools.put(tool.id(), tool);
            });
      }
    }

    private void guard(String file, String pointer, Node node, Runnable reading) {
      try {
        reading.run();
      } catch (Malformed e) {
        faults.add(new Fault(file, e.line(), pointer, e.reason()));
      } catch (IllegalArgumentException e) {
        faults.add(new Fault(file, node.line(), pointer, String.valueOf(e.getMessage())));
      }
    }

    Catalogue result() {
      return new Catalogue(tools, installers, faults);
    }
  }
}
