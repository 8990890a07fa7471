package dev.patchbay.detectors.catalogue;

import dev.patchbay.bounded.UserPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a catalogue's file by the rules of {@code catalogue.schema.json}.
 *
 * @param home the user's home folder, which ~ stands for
 */
record EntryReader(Path home) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern BINARY = Pattern.compile("[A-Za-z0-9_.+-]{1,100}");
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9@/_.+-]{0,199}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern VARIABLES = Pattern.compile(VARIABLE + "\\*?");
  private static final Pattern WEB = Pattern.compile("https?://.+");
  private static final Pattern SAFE_WEB = Pattern.compile("https://.+");
  private static final Pattern POINTER = Pattern.compile("/.*");
  private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}(ms|s|m)");
  private static final Pattern SHELL = Pattern.compile("sh|bash");
  private static final Pattern SOURCE = Pattern.compile("[metbdipk]");
  private static final Pattern STREAM = Pattern.compile("any|stdout|stderr");
  private static final Pattern STANDING = Pattern.compile("working|waiting|idle");
  private static final Pattern LINES = Pattern.compile("[1-9][0-9]?");
  private static final Pattern ELEVATION = Pattern.compile("none|root");
  private static final Pattern LEDGER = Pattern.compile("dpkg|npm|python|cargo|path");

  private static final List<String> VERSION_ARGS = List.of("--version");
  private static final UserPattern VERSION =
      UserPattern.ofLines("(\\d+(?:\\.\\d+)+[0-9A-Za-z.+-]*)");
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  Installer installer(Node node) {
    Fields fields = Fields.of(node);
    Installer installer =
        new Installer(
            fields.text("id", ID),
            fields.need("name", Fields::text),
            fields.list("paths", this::path),
            fields.list("shims", this::path),
            fields.texts("state"),
            fields.textOrEmpty("chosen"),
            fields
                .find("ledger", item -> form(item, LEDGER))
                .map(name -> Ledger.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(null),
            fields.find("runtime", item -> form(item, ID)).orElse(""),
            fields.texts("install"),
            fields.texts("update"),
            fields.find("elevation", item -> form(item, ELEVATION)).orElse("none").equals("root"),
            fields.find("latest", EntryReader::latest).orElse(null),
            fields.textOrEmpty("downloads"));
    fields.rejectUnknown();
    return installer;
  }

  private static Installer.Latest latest(Node node) {
    Fields fields = Fields.of(node);
    Installer.Latest latest =
        new Installer.Latest(
            fields.need("args", EntryReader::command),
            fields.need("regex", EntryReader::regex),
            fields.find("installed", EntryReader::regex).orElse(null));
    fields.rejectUnknown();
    return latest;
  }

  /**
   * @param installers ids of those that are known
   */
  Tool tool(Node node, Set<String> installers) {
    Fields fields = Fields.of(node);
    Tool tool =
        new Tool(
            fields.text("id", ID),
            fields.need("name", Fields::text),
            fields.text("category", ID),
            fields.text("homepage", WEB),
            fields.need("binaries", EntryReader::binaries),
            fields.need("version", EntryReader::version),
            fields.find("identity", EntryReader::identity).orElse(null),
            fields.list("owners", item -> owner(item, installers)),
            fields.list("install", item -> recipe(item, installers)),
            fields.find("update", EntryReader::selfUpdate).orElse(null),
            fields
                .find("launch", EntryReader::launch)
                .orElse(new Tool.Launch(List.of(), List.of(), false)),
            fields.list("states", EntryReader::shownState),
            fields.texts("projects"),
            fields.textOrEmpty("note"),
            fields.list("unconfirmed", item -> form(item, POINTER)));
    List<String> _ = fields.list("sources", item -> form(item, SOURCE));
    String _ = fields.textOrEmpty("statesSeen");
    fields.rejectUnknown();
    return tool;
  }

  private static List<String> binaries(Node node) {
    List<String> names = Fields.items(node).stream().map(item -> form(item, BINARY)).toList();
    if (names.isEmpty()) {
      throw new Malformed(node.line(), "must name at least one");
    }
    return names;
  }

  private static Tool.Version version(Node node) {
    Fields fields = Fields.of(node);
    Tool.Version version =
        new Tool.Version(
            fields.flag("run", true),
            fields.find("args", Fields::texts).orElse(VERSION_ARGS),
            fields.find("regex", EntryReader::regex).orElse(VERSION),
            Tool.Stream.valueOf(
                fields
                    .find("stream", item -> form(item, STREAM))
                    .orElse("any")
                    .toUpperCase(Locale.ROOT)),
            fields.find("timeout", EntryReader::duration).orElse(TIMEOUT),
            fields.list("files", EntryReader::versionFile));
    fields.rejectUnknown();
    return version;
  }

  private static Tool.VersionFile versionFile(Node node) {
    Fields fields = Fields.of(node);
    Tool.VersionFile file =
        new Tool.VersionFile(
            fields.need("path", Fields::text),
            fields.find("regex", EntryReader::regex).orElse(null));
    fields.rejectUnknown();
    if (file.contents().isPresent() == file.path().contains("{version}")) {
      throw new Malformed(node.line(), "must have either a regex or {version} in its path");
    }
    return file;
  }

  private static Tool.Identity identity(Node node) {
    Fields fields = Fields.of(node);
    Tool.Identity identity =
        new Tool.Identity(
            fields.need("args", Fields::texts), fields.need("regex", EntryReader::regex));
    fields.rejectUnknown();
    return identity;
  }

  private Tool.Owner owner(Node node, Set<String> installers) {
    Fields fields = Fields.of(node);
    Tool.Owner owner =
        new Tool.Owner(fields.need("path", this::path), installer(fields, installers));
    fields.rejectUnknown();
    return owner;
  }

  private static Recipe recipe(Node node, Set<String> installers) {
    Fields fields = Fields.of(node);
    String installer = installer(fields, installers);
    String note = fields.textOrEmpty("note");
    @Nullable String url = fields.find("url", item -> form(item, SAFE_WEB)).orElse(null);
    Recipe recipe =
        url == null
            ? new Recipe.FromPackage(
                installer, fields.text("package", PACKAGE), fields.texts("options"), note)
            : new Recipe.FromScript(
                installer,
                url,
                fields.text("shell", SHELL),
                fields.find("env", item -> Fields.texts(item, VARIABLE)).orElse(Map.of()),
                note);
    fields.rejectUnknown();
    return recipe;
  }

  private static Tool.SelfUpdate selfUpdate(Node node) {
    Fields fields = Fields.of(node);
    Tool.SelfUpdate update =
        new Tool.SelfUpdate(
            fields.need("args", EntryReader::command),
            fields.textOrEmpty("under"),
            fields.textOrEmpty("note"));
    fields.rejectUnknown();
    return update;
  }

  private static Tool.Launch launch(Node node) {
    Fields fields = Fields.of(node);
    Tool.Launch launch =
        new Tool.Launch(
            fields.texts("args"),
            fields.list("env", item -> form(item, VARIABLES)),
            fields.flag("needsRepository", false));
    fields.rejectUnknown();
    return launch;
  }

  private static Tool.ShownState shownState(Node node) {
    Fields fields = Fields.of(node);
    Tool.ShownState shown =
        new Tool.ShownState(
            Tool.Standing.valueOf(fields.text("state", STANDING).toUpperCase(Locale.ROOT)),
            Integer.parseInt(fields.find("lines", item -> form(item, LINES)).orElse("12")),
            fields.need("regex", EntryReader::regex));
    fields.rejectUnknown();
    return shown;
  }

  private static String installer(Fields fields, Set<String> known) {
    String id = fields.text("installer", ID);
    if (!known.contains(id)) {
      throw new IllegalArgumentException("there is no installer \"" + id + "\"");
    }
    return id;
  }

  private static List<String> command(Node node) {
    List<String> words = Fields.texts(node);
    if (words.isEmpty()) {
      throw new Malformed(node.line(), "must not be empty");
    }
    return words;
  }

  private PathPattern path(Node node) {
    return PathPattern.of(Fields.text(node), home);
  }

  private static UserPattern regex(Node node) {
    return UserPattern.ofLines(Fields.text(node));
  }

  private static Duration duration(Node node) {
    String text = form(node, DURATION);
    long number = Long.parseLong(text.replaceAll("\\D", ""));
    return text.endsWith("ms")
        ? Duration.ofMillis(number)
        : text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  private static String form(Node node, Pattern form) {
    return Fields.matching(Fields.text(node), form);
  }
}
