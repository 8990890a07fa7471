package dev.patchbay.detectors.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON. */
final class JsonNodes {
  private static final int MAX_DEPTH = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonNodes() {}

  /**
   * @throws Malformed if it is no JSON
   */
  static Node read(Reader reader) throws IOException {
    try (JsonParser parser = FACTORY.createParser(reader)) {
      parser.nextToken();
      return value(parser);
    } catch (JsonParseException | StreamConstraintsException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new Malformed(line, e.getOriginalMessage());
    }
  }

  private static Node value(JsonParser parser) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          entries.put(name, value(parser));
        }
        yield new Node.Mapping(line, entries);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Node.Sequence(line, items);
      }
      case VALUE_STRING -> new Node.Text(line, parser.getText());
      case VALUE_TRUE -> new Node.Flag(line, true);
      case VALUE_FALSE -> new Node.Flag(line, false);
      case null -> throw new Malformed(1, "the file is empty");
      default -> new Node.Other(line, parser.getText());
    };
  }
}
