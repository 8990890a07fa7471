package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.terminals.attention.Attention;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the last lines that agents show; a slash ends a line. */
class KnownScreensTest {
  private static final Catalogue CATALOGUE =
      Catalogue.load(Path.of("/home/somebody"), Path.of("/nonexistent"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          claude-code ; ❯ 1. Yes, I trust this folder/  2. No, exit/Enter to confirm · Esc to cancel ; waiting
          claude-code ;   1. Yes/❯ 2. No (recommended)/Enter to confirm · Esc to cancel ; waiting
          claude-code ; Do you want to proceed?/❯ 1. Yes/  3. No/Esc to cancel · Tab to amend ; waiting
          claude-code ; ✢ Incubating…/❯/  esc to interrupt · ← for agents ; working
          claude-code ; ● Hello there./❯/  ? for shortcuts ; idle
          codex       ; > 1. Sign in with ChatGPT/  3. Sign in another way/  Press enter to continue ; waiting
          codex       ; › 1. Trust and continue/  2. Back/  enter continue · esc back ; waiting
          codex       ; › 1. Yes, proceed (y)/  3. No/  Press enter to confirm or esc to cancel ; waiting
          codex       ; • Working (1s • esc to interrupt)/› Ask Codex to do anything ; working
          codex       ; • Hello there./› Ask Codex to do anything/  gpt-5 default · /tmp ; idle
          gemini-cli  ; │ ● 1. Trust folder (shop) │/│   3. Don't trust │/│ │ ; waiting
          gemini-cli  ; │     1. Sign in with Google │/│   ● 2. Use Gemini API Key │/│ (Use Enter to select) │ ; waiting
          gemini-cli  ; │ ● 1. Allow once │/│   3. No, suggest changes (esc) │ ; waiting
          gemini-cli  ; ⠹ Thinking... (esc to cancel, 1s)/ >   Type your message or @path/to/file ; working
          gemini-cli  ; ✦ Hello there./ >   Type your message or @path ; idle
          opencode    ;   ┃  △ Permission required/  ┃  $ make/  ┃   Allow once   Reject   enter confirm ; waiting
          opencode    ;   ┃  Build · Big Pickle/   ⬝■■■  esc interrupt   tab agents  ctrl+p commands ; working
          opencode    ;   ┃  Ask anything…/  tab agents  ctrl+p commands/  ● Tip/  ~/shop  1.18.33 ; idle
          opencode    ; nothing that is known ; nothing
          """)
  void sayHowItStands(String id, String screen, String expected) {
    Tool tool = CATALOGUE.tool(id).orElseThrow();

    String state =
        Tools.screenRules(tool)
            .read(screen.replace('/', '\n'))
            .map(Attention.State::name)
            .orElse("nothing");

    assertThat(state.toLowerCase(Locale.ROOT)).isEqualTo(expected);
  }
}
