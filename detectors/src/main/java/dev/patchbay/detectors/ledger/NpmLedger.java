package dev.patchbay.detectors.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** npm packages, which carry their version with them. */
final class NpmLedger {
  private static final JsonFactory JSON = new JsonFactory();

  private NpmLedger() {}

  /**
   * @param real the path of a file below the package's folder
   */
  static Optional<Recorded> find(String packageName, Path real) {
    String folder = "/node_modules/" + packageName + "/";
    int at = real.toString().lastIndexOf(folder);
    if (at < 0) {
      return Optional.empty();
    }
    Path file = Path.of(real.toString().substring(0, at) + folder, "package.json");
    return Text.of(file)
        .map(NpmLedger::topTexts)
        .filter(texts -> packageName.equals(texts.get("name")))
        .flatMap(texts -> Optional.ofNullable(texts.get("version")))
        .map(version -> new Recorded(version, file.toString()));
  }

  private static Map<String, String> topTexts(String text) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          if (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.put(field, json.getText());
          } else {
            json.skipChildren();
          }
        }
      }
      return texts;
    } catch (IOException e) {
      return Map.of();
    }
  }
}
