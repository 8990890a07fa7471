package dev.patchbay.yaml;

import dev.patchbay.yaml.Value.Entry;
import dev.patchbay.yaml.Value.Form;
import dev.patchbay.yaml.Value.Mapping;
import dev.patchbay.yaml.Value.Place;
import dev.patchbay.yaml.Value.Scalar;
import dev.patchbay.yaml.Value.Sequence;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one document: YAML 1.2, with merge keys ({@code <<}) of 1.1 besides, since files share
 * their parts by them.
 */
public final class YamlReader {
  /** No file that people write is nested so deeply; reading recurses. */
  private static final int MAX_DEPTH = 40;

  /** Of all values, with those that aliases stand for: some 30 kB of memory hold a thousand. */
  private static final int MAX_VALUES = 100_000;

  /** The core schema's null (YAML 1.2.2, 10.3.2). */
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private static final String TAGS = "tag:yaml.org,2002:";
  private static final Set<String> PLAIN_TAGS = Set.of(TAGS + "int", TAGS + "float", TAGS + "bool");
  private static final String MERGE = "<<";

  private final Iterator<Event> events;

  /** Empty while what an anchor stands at is being read. */
  private final Map<Anchor, Optional<Value>> anchors = new HashMap<>();

  private final Map<Anchor, Integer> sizes = new HashMap<>();
  private int values;

  private YamlReader(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * The same of bytes, which must be UTF-8; a byte order mark is passed over.
   *
   * @throws YamlException also if they are not UTF-8
   */
  public static Optional<Value> read(byte[] bytes) {
    return read(text(bytes));
  }

  /**
   * @return empty where there is nothing, or nothing but comments
   * @throws YamlException if it cannot be used
   */
  public static Optional<Value> read(String text) {
    LoadSettings settings = LoadSettings.builder().setParseComments(false).build();
    try {
      return new YamlReader(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw new YamlException(place(e.getProblemMark().or(e::getContextMark)), words(e));
    } catch (ReaderException e) {
      throw new YamlException(
          placeOf(text, text.offsetByCodePoints(0, Math.min(e.getPosition(), codePoints(text)))),
          e.getCodePoint() == 0
              ? "there is a NUL here, which no text file has"
              : "the character U+%04X cannot be used here; in quotes write \"\\u%04x\""
                  .formatted(e.getCodePoint(), e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new YamlException(new Place(1, 1), String.valueOf(e.getMessage()));
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Decodes UTF-8.
   *
   * @throws YamlException if the bytes are something else
   */
  public static String text(byte[] bytes) {
    if (isUtf16(bytes)) {
      throw new YamlException(new Place(1, 1), "this is UTF-16: save it as UTF-8");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new YamlException(
          placeOf(text, text.length()),
          "the byte 0x%02X is not UTF-8: save it as UTF-8".formatted(bytes[in.position()]));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** By its byte order mark. */
  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
            || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
  }

  private static Place placeOf(String text, int index) {
    String before = text.substring(0, index);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, index - before.lastIndexOf('\n'));
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(it -> new Place(it.getLine() + 1, it.getColumn() + 1)).orElse(new Place(1, 1));
  }

  private static String words(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    return e.getContextMark().isPresent() && e.getContext() != null
        ? problem
            + " ("
            + e.getContext()
            + " that begins in line "
            + place(e.getContextMark()).line()
            + ")"
        : problem;
  }

  private Optional<Value> document() {
    Optional<Value> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root.isPresent()) {
        throw new YamlException(
            place(event.getStartMark()), "a second document begins here (---): write one only");
      }
      if (event instanceof NodeEvent) {
        root = Optional.of(value(event, 0));
      }
    }
    return root.filter(value -> !isNothing(value));
  }

  private static boolean isNothing(Value value) {
    return value instanceof Scalar(Place _, String text, Form form)
        && form == Form.NULL
        && text.isEmpty();
  }

  private Value value(Event event, int depth) {
    Place place = place(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new YamlException(place, "this is nested more than " + MAX_DEPTH + " levels deep");
    }
    count(place, 1);
    return switch (event) {
      case AliasEvent alias -> referred(place, alias.getAlias());
      case ScalarEvent scalar -> keep(scalar, values - 1, scalar(place, scalar));
      case MappingStartEvent start -> {
        int before = begin(place, start, "map");
        yield keep(start, before, mapping(place, depth));
      }
      case CollectionStartEvent start -> {
        int before = begin(place, start, "seq");
        List<Value> items = new ArrayList<>();
        for (Event item = events.next(); item instanceof NodeEvent; item = events.next()) {
          items.add(value(item, depth + 1));
        }
        yield keep(start, before, new Sequence(place, items));
      }
      default -> throw new YamlException(place, "this cannot be used here");
    };
  }

  private void count(Place place, int more) {
    values += more;
    if (values > MAX_VALUES) {
      throw new YamlException(
          place, "this makes more than " + MAX_VALUES + " values, with those of aliases");
    }
  }

  private int begin(Place place, CollectionStartEvent start, String kind) {
    start
        .getTag()
        .filter(tag -> !tag.equals(TAGS + kind) && !tag.equals("!"))
        .ifPresent(tag -> {
          throw unsupported(place, tag);
        });
    start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
    return values - 1;
  }

  private static YamlException unsupported(Place place, String tag) {
    return new YamlException(
        place,
        "the tag "
            + tag.replace(TAGS, "!!")
            + " is not supported: write the value itself, without a tag");
  }

  private Value keep(NodeEvent event, int before, Value value) {
    event
        .getAnchor()
        .ifPresent(anchor -> {
          anchors.put(anchor, Optional.of(value));
          sizes.put(anchor, values - before);
        });
    return value;
  }

  private Value referred(Place place, Anchor anchor) {
    Optional<Value> value = anchors.get(anchor);
    if (value == null) {
      throw new YamlException(
          place, "nothing above is marked &" + anchor.getValue() + ", so there is no alias of it");
    }
    if (value.isEmpty()) {
      throw new YamlException(
          place, "*" + anchor.getValue() + " stands within what it is the alias of");
    }
    count(place, sizes.getOrDefault(anchor, 1));
    return value.get();
  }

  private static Scalar scalar(Place place, ScalarEvent scalar) {
    String text = scalar.getValue();
    String tag = scalar.getTag().orElse("");
    if (tag.equals(TAGS + "str") || tag.equals("!")) {
      return new Scalar(place, text, Form.QUOTED);
    }
    if (tag.equals(TAGS + "null")) {
      return new Scalar(place, text, Form.NULL);
    }
    if (!tag.isEmpty() && !PLAIN_TAGS.contains(tag)) {
      throw unsupported(place, tag);
    }
    if (!scalar.isPlain()) {
      return new Scalar(place, text, Form.QUOTED);
    }
    return new Scalar(place, text, NULLS.contains(text) ? Form.NULL : Form.PLAIN);
  }

  private Mapping mapping(Place place, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Mapping> merged = new ArrayList<>();
    Optional<Place> mergedAt = Optional.empty();
    for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
      Place at = place(event.getStartMark());
      Value key = value(event, depth + 1);
      if (!(key instanceof Scalar(Place _, String name, Form form)) || form == Form.NULL) {
        throw new YamlException(at, "a key must be a name; put it in quotes where it looks odd");
      }
      Value value = value(events.next(), depth + 1);
      if (form == Form.PLAIN && name.equals(MERGE)) {
        if (mergedAt.isPresent()) {
          throw new YamlException(
              at,
              "<< is here twice, first in line "
                  + mergedAt.get().line()
                  + ": write <<: [*one, *other]");
        }
        mergedAt = Optional.of(at);
        merged.addAll(mappings(at, value));
      } else {
        Entry before = entries.putIfAbsent(name, new Entry(at, value));
        if (before != null) {
          throw new YamlException(
              at, "\"" + name + "\" is here twice, first in line " + before.place().line());
        }
      }
    }
    merged.forEach(mapping -> mapping.entries().forEach(entries::putIfAbsent));
    return new Mapping(place, entries);
  }

  private static List<Mapping> mappings(Place at, Value value) {
    return switch (value) {
      case Mapping mapping -> List.of(mapping);
      case Sequence sequence ->
          sequence.items().stream().flatMap(item -> mappings(at, item).stream()).toList();
      case Scalar _ -> throw new YamlException(at, "<< takes an alias, or a list of aliases");
    };
  }
}
