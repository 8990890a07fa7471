package dev.patchbay.http;

import dev.patchbay.os.Signals;
import dev.patchbay.terminals.Terminal;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;

/** The signal of a request: its name, its number, or one of the API's words. */
record SignalName(String text, int number) {
  /** What the request's body has; where that is no signal, it is answered so. */
  static Optional<SignalName> of(RoutingContext context) {
    String text = String.valueOf(Input.of(context).body().getValue("signal"));
    OptionalInt number = Signals.number(text);
    if (number.isEmpty()) {
      Problem.at(400, "malformed-request", "/signal", Signals.unknown(text))
          .send(context.response());
      return Optional.empty();
    }
    return Optional.of(new SignalName(text, number.getAsInt()));
  }

  /**
   * To all in the terminal. But a shell does not end by TERM alone, so the API's word for it hangs
   * up as well, and its word for INT is for what is in the foreground.
   */
  Terminal.Signalled send(Terminal terminal) {
    return switch (text) {
      case "interrupt" -> terminal.interrupt();
      case "kill" -> terminal.kill();
      case "terminate" -> terminal.terminate();
      default -> terminal.signal(number);
    };
  }
}
