package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContractTest {
  @Test
  void isValidOpenApi() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      JsonObject document = Contract.load().document();
      OpenAPIVersion version = OpenAPIVersion.fromContract(document);

      OutputUnit result =
          get(
              version
                  .getRepository(vertx, "app://")
                  .compose(schemas -> version.validateContract(vertx, schemas, document)));

      assertThat(version).isEqualTo(OpenAPIVersion.V3_1);
      assertThat(result.getValid()).as(result.toString()).isTrue();
    } finally {
      get(vertx.close());
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
