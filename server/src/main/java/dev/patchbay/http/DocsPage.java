package dev.patchbay.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The contract as a page to be read. */
final class DocsPage {
  private static final String STYLE =
      """
      body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
      color-scheme:light dark}\
      h2{margin-top:2.5rem}h3{margin:1.5rem 0 .25rem;font:600 14px ui-monospace,monospace}\
      code,pre{font:13px ui-monospace,monospace}pre{overflow:auto;padding:.5rem;border:1px solid #8884}\
      table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;vertical-align:top}\
      summary{cursor:pointer;opacity:.8}\
      """;

  private final StringBuilder html = new StringBuilder();

  private DocsPage() {}

  static String render(JsonObject contract) {
    DocsPage page = new DocsPage();
    JsonObject info = contract.getJsonObject("info");
    page.html.append(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Patchbay API</title>");
    page.html.append("<style>").append(STYLE).append("</style><h1>Patchbay API</h1>");
    page.paragraph(info.getString("description"));
    page.html.append("<p><a href=\"/api/openapi.json\">OpenAPI 3.1 document</a></p>");
    for (Object tag : contract.getJsonArray("tags")) {
      JsonObject group = (JsonObject) tag;
      page.html.append("<h2>").append(escape(group.getString("name"))).append("</h2>");
      page.paragraph(group.getString("description"));
      page.calls(contract, group.getString("name"));
    }
    page.html.append("<h2>schemas</h2>");
    contract
        .getJsonObject("components")
        .getJsonObject("schemas")
        .forEach(schema -> page.details(schema.getKey(), schema.getValue()));
    return page.html.toString();
  }

  private void calls(JsonObject contract, String tag) {
    for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
      for (Map.Entry<String, Object> entry : (JsonObject) path.getValue()) {
        if (entry.getValue() instanceof JsonObject call
            && call.getJsonArray("tags").contains(tag)) {
          call(entry.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(), call);
        }
      }
    }
  }

  private void call(String name, JsonObject call) {
    html.append("<h3>").append(escape(name)).append("</h3>");
    paragraph(call.getString("summary") + ".");
    if (call.containsKey("description")) {
      paragraph(call.getString("description"));
    }
    html.append("<table>");
    for (Map.Entry<String, Object> response : call.getJsonObject("responses")) {
      JsonObject meaning = (JsonObject) response.getValue();
      String text = meaning.getString("description", meaning.getString("$ref", ""));
      html.append("<tr><td><code>").append(escape(response.getKey())).append("</code><td>");
      html.append(escape(text.replaceFirst("^#/components/responses/", ""))).append("</tr>");
    }
    html.append("</table>");
    if (call.containsKey("requestBody")) {
      details("body", call.getValue("requestBody"));
    }
    if (call.containsKey("parameters")) {
      details("parameters", new JsonObject().put("parameters", call.getValue("parameters")));
    }
  }

  private void details(String name, Object json) {
    html.append("<details><summary>").append(escape(name)).append("</summary><pre>");
    html.append(escape(((JsonObject) json).encodePrettily())).append("</pre></details>");
  }

  private void paragraph(String text) {
    html.append("<p>").append(escape(text)).append("</p>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
