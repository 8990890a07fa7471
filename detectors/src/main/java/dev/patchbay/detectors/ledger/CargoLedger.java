package dev.patchbay.detectors.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Crates that cargo installed: {@code {"installs": {"ripgrep 14.1.0 (…)": {"bins": ["rg"]}}}}. */
final class CargoLedger {
  private static final JsonFactory JSON = new JsonFactory();

  private CargoLedger() {}

  /**
   * @param crates what may be the tool
   * @param real the program's path, in the folder beside which the list lies
   */
  static Optional<Recorded> find(Set<String> crates, Path real) {
    Path file = real.resolveSibling("../.crates2.json").normalize();
    String program = real.toFile().getName();
    return Text.of(file)
        .flatMap(text -> {
          try (JsonParser json = JSON.createParser(text)) {
            return find(json, crates, program);
          } catch (IOException e) {
            return Optional.empty();
          }
        })
        .map(version -> new Recorded(version, file.toString()));
  }

  private static Optional<String> find(JsonParser json, Set<String> crates, String program)
      throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean installs = json.currentName().equals("installs");
      json.nextToken();
      if (!installs) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String[] words = json.currentName().split(" ", 3);
        json.nextToken();
        if (programs(json).contains(program) && words.length == 3 && crates.contains(words[0])) {
          return Optional.of(words[1]);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> programs(JsonParser json) throws IOException {
    List<String> programs = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean bins = json.currentName().equals("bins");
      json.nextToken();
      if (!bins) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        programs.add(json.getText());
      }
    }
    return programs;
  }
}
