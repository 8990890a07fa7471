package dev.patchbay.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document that the hub ships: where its routes come from and what their input is held
 * against. That the document is itself valid OpenAPI 3.1 is for a test to say, not for every start.
 */
final class Contract {
  private static final String RESOURCE = "openapi.yaml";
  private static final String JSON = "application/json";
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://patchbay")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject document;
  private final List<Operation> operations;

  /**
   * One of the contract's calls.
   *
   * @param methods the one it is declared with, and HEAD beside GET where the answer is one
   *     document: a stream has no length that HEAD could tell
   */
  record Operation(
      String id,
      List<HttpMethod> methods,
      String path,
      boolean open,
      List<Parameter> parameters,
      Body body) {
    Operation {
      methods = List.copyOf(methods);
      parameters = List.copyOf(parameters);
    }
  }

  /** A parameter in the path, the query or a header. */
  record Parameter(
      String name, String in, boolean required, JsonObject schema, Validator validator) {
    boolean isInteger() {
      return "integer".equals(schema.getString("type"));
    }
  }

  /** What a call takes as its body. */
  sealed interface Body {
    record None() implements Body {}

    /**
     * @param anything names of the properties whose values may be any JSON
     */
    record Json(boolean required, Validator validator, Set<String> anything) implements Body {}

    /** Bytes of any number, which the handler reads as they come. */
    record Raw() implements Body {}
  }

  private Contract(JsonObject document) {
    this.document = document;
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      JsonObject item = (JsonObject) path.getValue();
      for (Map.Entry<String, Object> entry : item) {
        if (!entry.getKey().equals("parameters")) {
          found.add(
              operation(
                  path.getKey(),
                  entry.getKey(),
                  (JsonObject) entry.getValue(),
                  parametersOf(item)));
        }
      }
    }
    operations = List.copyOf(found);
  }

  /** Reads the document from the classpath. */
  static Contract load() {
    try (InputStream in =
        Objects.requireNonNull(Contract.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      LoadSettings settings = LoadSettings.builder().setUseMarks(false).build();
      @SuppressWarnings("unchecked") // All of its keys are texts.
      Map<String, Object> yaml = (Map<String, Object>) new Load(settings).loadFromInputStream(in);
      return new Contract(new JsonObject(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject document() {
    return document;
  }

  List<Operation> operations() {
    return operations;
  }

  private Operation operation(String path, String method, JsonObject operation, JsonArray shared) {
    List<Parameter> parameters = new ArrayList<>();
    shared.forEach(parameter -> parameters.add(parameter((JsonObject) parameter)));
    parametersOf(operation).forEach(parameter -> parameters.add(parameter((JsonObject) parameter)));
    JsonArray security = operation.getJsonArray("security");
    return new Operation(
        operation.getString("operationId"),
        methods(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), operation),
        path,
        security != null && security.isEmpty(),
        parameters,
        body(operation));
  }

  private static List<HttpMethod> methods(HttpMethod method, JsonObject operation) {
    JsonObject good = operation.getJsonObject("responses").getJsonObject("200", new JsonObject());
    boolean document = good.getJsonObject("content", new JsonObject()).containsKey(JSON);
    return method.equals(HttpMethod.GET) && document
        ? List.of(method, HttpMethod.HEAD)
        : List.of(method);
  }

  private static JsonArray parametersOf(JsonObject holder) {
    return holder.getJsonArray("parameters", new JsonArray());
  }

  private Parameter parameter(JsonObject parameter) {
    JsonObject resolved = (JsonObject) inline(parameter);
    JsonObject schema = resolved.getJsonObject("schema");
    return new Parameter(
        resolved.getString("name"),
        resolved.getString("in"),
        resolved.getBoolean("required", false),
        schema,
        validator(schema));
  }

  private Body body(JsonObject operation) {
    return Optional.ofNullable(operation.getJsonObject("requestBody"))
        .<Body>map(body -> {
          JsonObject type = body.getJsonObject("content").getJsonObject(JSON);
          if (type == null) {
            return new Body.Raw();
          }
          JsonObject schema = (JsonObject) inline(type.getJsonObject("schema"));
          return new Body.Json(
              body.getBoolean("required", false), validator(schema), anything(schema));
        })
        .orElseGet(Body.None::new);
  }

  private static Set<String> anything(JsonObject schema) {
    return schema.getJsonObject("properties", new JsonObject()).stream()
        .filter(property -> Set.of("description").containsAll(names(property.getValue())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> names(Object schema) {
    return ((JsonObject) schema).fieldNames();
  }

  private static Validator validator(JsonObject schema) {
    return Validator.create(JsonSchema.of(schema), OPTIONS);
  }

  /** The same with every reference replaced by what it refers to; the document has no cycles. */
  private Object inline(Object value) {
    if (value instanceof JsonObject object) {
      if (object.containsKey("$ref")) {
        return inline(lookUp(object.getString("$ref")));
      }
      JsonObject result = new JsonObject();
      object.forEach(entry -> result.put(entry.getKey(), inline(entry.getValue())));
      return result;
    }
    if (value instanceof JsonArray array) {
      JsonArray result = new JsonArray();
      array.forEach(item -> result.add(inline(item)));
      return result;
    }
    return value;
  }

  private Object lookUp(String reference) {
    Object at = document;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      at = Objects.requireNonNull(((JsonObject) at).getValue(step), reference);
    }
    return at;
  }
}
