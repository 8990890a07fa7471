package dev.patchbay.config;

import dev.patchbay.yaml.Value;
import dev.patchbay.yaml.Value.Entry;
import dev.patchbay.yaml.Value.Form;
import dev.patchbay.yaml.Value.Mapping;
import dev.patchbay.yaml.Value.Place;
import dev.patchbay.yaml.Value.Scalar;
import dev.patchbay.yaml.Value.Sequence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A mapping of the configuration file, or an object that was sent: the one reader of both. A value
 * is a text until a getter asks for something else. Every getter throws a {@link FieldException}
 * that says where and what to write instead.
 *
 * <p>Keys are {@code lower-dash}; {@code camelCase} is understood as well, as the API has it. Keys
 * that begin with {@code x-} are the user's own, to share parts from.
 */
public final class Section {
  private static final String OWN = "x-";

  private final String source;
  private final String pointer;
  private final Mapping mapping;

  /** Whether it stands for a bare value, which is all that it has. */
  private final boolean bare;

  /** Defaults for keys that are absent here. Their own section rejects unknown keys. */
  private final Optional<Section> usual;

  private final Set<String> known = new TreeSet<>();

  private record Field(Section section, String pointer, Place keyPlace, Value value) {}

  Section(String source, String pointer, Mapping mapping) {
    this(source, pointer, mapping, false, Optional.empty());
  }

  private Section(
      String source, String pointer, Mapping mapping, boolean bare, Optional<Section> usual) {
    this.source = source;
    this.pointer = pointer;
    this.mapping = mapping;
    this.bare = bare;
    this.usual = usual;
  }

  /** What an absent file amounts to. */
  public static Section empty() {
    return new Section("", "", Mapping.empty());
  }

  /**
   * An object that was sent.
   *
   * @param object maps, lists, texts, numbers and truth values
   */
  public static Section of(Map<?, ?> object) {
    return new Section("", "", PlainValues.of(object));
  }

  /** The same with what counts where it has nothing, in what is below as well. */
  public Section or(Section fallback) {
    return new Section(source, pointer, mapping, bare, Optional.of(fallback));
  }

  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** The section below a key; an empty one if it is absent. */
  public Section section(String key) {
    return object(key).orElseGet(() -> new Section(source, pointer + "/" + key, Mapping.empty()));
  }

  public Optional<Section> object(String key) {
    return object(key, Optional.empty());
  }

  /** The same where a bare value stands for one of the object's fields. */
  public Optional<Section> objectOr(String key, String fieldOfBareValue) {
    return object(key, Optional.of(fieldOfBareValue));
  }

  private Optional<Section> object(String key, Optional<String> fieldOfBareValue) {
    Optional<Section> own = own(key).map(field -> object(field, fieldOfBareValue));
    Optional<Section> other = usual.flatMap(section -> section.object(key, fieldOfBareValue));
    return own.isPresent() && other.isPresent()
        ? own.map(it -> it.or(other.get()))
        : own.or(() -> other);
  }

  private Section object(Field field, Optional<String> fieldOfBareValue) {
    return switch (field.value) {
      case Mapping below -> new Section(source, field.pointer, below);
      case Scalar _, Sequence _ when fieldOfBareValue.isPresent() ->
          new Section(
              source,
              field.pointer,
              new Mapping(
                  field.value.place(),
                  Map.of(fieldOfBareValue.get(), new Entry(field.keyPlace, field.value))),
              true,
              Optional.empty());
      case Scalar _, Sequence _ -> throw fault(field, "must have entries of its own");
    };
  }

  public Optional<String> text(String key) {
    return find(key).map(Section::text);
  }

  public Optional<Integer> number(String key) {
    return parsed(key, Quantities::wholeNumber);
  }

  public int number(String key, int absent) {
    return number(key).orElse(absent);
  }

  public Optional<Double> decimal(String key) {
    return parsed(key, Quantities::decimal);
  }

  public Optional<Boolean> flag(String key) {
    return parsed(key, Quantities::flag);
  }

  public boolean flag(String key, boolean absent) {
    return flag(key).orElse(absent);
  }

  public Optional<Duration> duration(String key) {
    return parsed(key, Quantities::duration);
  }

  public Duration duration(String key, Duration absent) {
    return duration(key).orElse(absent);
  }

  /** Bytes. */
  public int size(String key, int absent) {
    return parsed(key, text -> Math.toIntExact(Quantities.size(text))).orElse(absent);
  }

  /** Bytes, also more than fit in an int. */
  public long largeSize(String key, long absent) {
    return parsed(key, Quantities::size).orElse(absent);
  }

  /**
   * Bytes, given as a size or as a share such as {@code 40%}.
   *
   * @param whole what the share is of, in bytes
   */
  public long sizeOrShare(String key, long whole, long absent) {
    return parsed(key, text -> Quantities.sizeOrShare(text, whole)).orElse(absent);
  }

  /** A constant's name, written {@code lower-dash}. */
  public <T extends Enum<T>> Optional<T> oneOf(String key, Class<T> type) {
    return parsed(key, text -> Quantities.constant(text, type));
  }

  /**
   * @param parser throws an IllegalArgumentException or ArithmeticException that says what is wrong
   */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return find(key).map(field -> parsed(field, parser));
  }

  private static <T> T parsed(Field field, Function<String, T> parser) {
    String text = text(field);
    try {
      return parser.apply(text);
    } catch (FieldException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw fault(field, String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw fault(field, "\"" + text + "\" is too large");
    }
  }

  public List<String> texts(String key) {
    return parsedTexts(key, text -> text);
  }

  /** A list, each of whose texts is read as {@link #parsed} does. */
  public <T> List<T> parsedTexts(String key, Function<String, T> parser) {
    return find(key)
        .map(field -> items(field).stream().map(item -> parsed(item, parser)).toList())
        .orElse(List.of());
  }

  /** The same where one text may stand for a list of it. */
  public List<String> textOrTexts(String key) {
    return find(key)
        .map(field ->
            field.value instanceof Scalar
                ? List.of(text(field))
                : items(field).stream().map(Section::text).toList())
        .orElse(List.of());
  }

  private static List<Field> items(Field field) {
    if (!(field.value instanceof Sequence sequence)) {
      throw fault(
          field,
          field.value instanceof Scalar(Place _, String text, Form _)
              ? "must be a list, such as [" + String.join(", ", text.split(" +", -1)) + "]"
              : "must be a list");
    }
    List<Field> items = new ArrayList<>();
    for (Value item : sequence.items()) {
      items.add(new Field(field.section, field.pointer + "/" + items.size(), item.place(), item));
    }
    return items;
  }

  /** A path; {@code ~} without quotes is the home folder here, although YAML has it for nothing. */
  public Optional<Path> path(String key, BaseFolders folders) {
    return find(key).map(field -> parsed(homely(field), folders::resolve));
  }

  public List<Path> paths(String key, BaseFolders folders) {
    return find(key)
        .map(field ->
            items(field).stream().map(item -> parsed(homely(item), folders::resolve)).toList())
        .orElse(List.of());
  }

  private static Field homely(Field field) {
    return field.value instanceof Scalar(Place place, String text, Form _) && text.equals("~")
        ? new Field(
            field.section, field.pointer, field.keyPlace, new Scalar(place, text, Form.PLAIN))
        : field;
  }

  /** Names of the user's own choice, in the file's order. */
  public List<String> keys() {
    known.addAll(mapping.entries().keySet());
    return List.copyOf(mapping.entries().keySet());
  }

  /** All entries of this section as texts. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    keys().forEach(key -> entries.put(key, text(own(key).orElseThrow())));
    return entries;
  }

  /** Texts by names of the user's own choice, or the names alone; see {@link Named}. */
  public Named named(String key) {
    return find(key)
        .map(field ->
            field.value instanceof Sequence
                ? new Named(Map.of(), items(field).stream().map(Section::text).toList())
                : new Named(object(field, Optional.empty()).entries(), List.of()))
        .orElse(new Named(Map.of(), List.of()));
  }

  /**
   * What {@link #named} found.
   *
   * @param texts where there is a mapping
   * @param names where there is a list
   */
  public record Named(Map<String, String> texts, List<String> names) {}

  /**
   * Runs a check of one field's value, and places what it throws there.
   *
   * @param key one that this section has
   */
  public <T> T checkedAt(String key, Supplier<T> build) {
    return checked(build, message -> faultAt("/" + key, message));
  }

  /** Runs a check of values that only make sense together, and places what it throws here. */
  public <T> T checked(Supplier<T> build) {
    return checked(build, message -> fault(mapping.place(), pointer, message));
  }

  private static <T> T checked(Supplier<T> build, Function<String, FieldException> fault) {
    try {
      return build.get();
    } catch (FieldException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw fault.apply(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The fault of something below.
   *
   * @param below its place as a JSON pointer from here; where nothing is there, the closest around
   *     it counts
   */
  public FieldException faultAt(String below, String problem) {
    Value at = mapping;
    Place place = mapping.place();
    StringBuilder where = new StringBuilder(pointer);
    for (String asked : below.split("/", -1)) {
      if (asked.isEmpty()) {
        continue;
      }
      String step = asWritten(at, asked);
      where.append('/').append(step);
      Optional<Entry> next = below(at, step);
      if (next.isPresent()) {
        at = next.get().value();
        place = place(next.get());
      }
    }
    return fault(place, where.toString(), problem);
  }

  /** A single value's own, else that of the key, since what is below may begin lines later. */
  private static Place place(Entry entry) {
    return entry.value() instanceof Scalar(Place own, String text, Form _) && !text.isEmpty()
        ? own
        : entry.place();
  }

  /** The key that the user will look for. */
  private static String asWritten(Value value, String step) {
    return value instanceof Mapping mapping
            && !mapping.entries().containsKey(step)
            && mapping.entries().containsKey(Spelling.dashed(step))
        ? Spelling.dashed(step)
        : step;
  }

  private static Optional<Entry> below(Value value, String step) {
    return switch (value) {
      case Mapping mapping -> Optional.ofNullable(mapping.entries().get(step));
      case Sequence sequence when step.matches("\\d{1,9}") ->
          sequence.items().stream()
              .skip(Long.parseLong(step))
              .findFirst()
              .map(item -> new Entry(item.place(), item));
      case Sequence _, Scalar _ -> Optional.empty();
    };
  }

  /** A key that nobody asked for is most likely misspelt. */
  public void rejectUnknown() {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key) && !(key.startsWith(OWN) && !source.isEmpty())) {
            throw fault(
                entry.place(),
                pointer + "/" + key,
                "is not known here"
                    + Spelling.closest(key, known)
                        .map(close -> ": did you mean \"" + close + "\"?")
                        .orElse(""));
          }
        });
  }

  /** The same as maps, lists, texts and null, without places. */
  public Map<String, Object> contents() {
    return PlainValues.of(mapping);
  }

  private Optional<Field> find(String key) {
    return own(key).or(() -> usual.flatMap(section -> section.find(key)));
  }

  private Optional<Field> own(String key) {
    String dashed = Spelling.dashed(key);
    String camel = Spelling.camel(dashed);
    List<String> written =
        Stream.of(key, dashed, camel).distinct().filter(mapping.entries()::containsKey).toList();
    known.add(source.isEmpty() ? camel : dashed);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    known.addAll(written);
    Entry entry = Objects.requireNonNull(mapping.entries().get(written.getFirst()));
    Field field =
        new Field(
            this,
            bare ? pointer : pointer + "/" + written.getFirst(),
            entry.place(),
            entry.value());
    if (written.size() > 1) {
      throw fault(field, "is here twice, the other as \"" + written.get(1) + "\"");
    }
    return Optional.of(field);
  }

  private static String text(Field field) {
    return switch (field.value) {
      case Scalar(Place _, String text, Form form) when form != Form.NULL -> {
        if (text.indexOf('\0') >= 0) {
          throw fault(field, "holds a NUL, which no text here can");
        }
        yield text;
      }
      case Scalar(Place _, String text, Form _) ->
          throw fault(
              field,
              text.isEmpty()
                  ? "has no value: write one, or take the line away"
                  : "has no value: put \"" + text + "\" in quotes if the text is meant");
      case Mapping _, Sequence _ -> throw fault(field, "must be a single value");
    };
  }

  private static FieldException fault(Field field, String problem) {
    return field.section.fault(
        place(new Entry(field.keyPlace, field.value)), field.pointer, problem);
  }

  private FieldException fault(Place at, String where, String problem) {
    String place = at.equals(Place.NONE) ? source : source + ":" + at.line() + ":" + at.column();
    return new FieldException(place, where, problem);
  }
}
