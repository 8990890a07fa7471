package dev.patchbay.terminals.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.terminals.attention.Attention.Source;
import dev.patchbay.terminals.attention.Attention.State;
import dev.patchbay.terminals.attention.Evidence.InFront;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a terminal stands after what it wrote; every step is a second after the one before. */
class AttentionRulesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private Standing standing = Standing.UNKNOWN;
  private Instant now = BEGIN;

  /**
   * Words: osc strings as they are written, {@code bel}, {@code ris}, {@code key}, {@code title:…},
   * {@code screen:state}, {@code front:what}, {@code silent}, {@code writes}, {@code exit:0},
   * {@code +seconds}.
   */
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key                                                      | nothing
          7501;state=working                                       | working by program
          7501;state=blocked:kind=permission                       | waiting by program
          7501;state=idle                                          | idle by program
          7501;state=done                                          | done by program
          7501;state=error                                         | failed by program
          7501;state=sleeping                                      | nothing
          7501;state=done 7501;state=clear                         | nothing
          7501;state=working 133;A                                 | idle by command
          7501;state=blocked 133;A                                 | idle by command
          7501;state=done 133;A                                    | done by program
          7501;state=error 133;A                                   | failed by program
          7501;state=done ris                                      | nothing
          7501;state=working exit:0                                | done by exit
          7501;state=working:id=a 7501;state=blocked:id=a/b        | waiting by program
          7501;state=error:id=a 7501;state=working:id=b            | working by program
          7501;state=blocked:id=a/b 7501;state=clear:id=a          | nothing
          7501;state=blocked:id=ab 7501;state=clear:id=a           | waiting by program
          7501;state=working 9;4;2 title:✳x screen:waiting         | working by program
          9;4;1;40                                                 | working by progress
          9;4;3                                                    | working by progress
          9;4;2                                                    | failed by progress
          9;4;3 9;4;0                                              | nothing
          9;4;3 133;A                                              | idle by command
          133;A                                                    | idle by command
          133;C                                                    | working by command
          133;C 133;D;0 133;A                                      | idle by command
          133;C +20 133;D;0 133;A                                  | done by command
          133;C +20 133;D;2 133;A                                  | failed by command
          133;C +20 133;D;2 133;A 133;C                            | working by command
          133;C title:⠋x                                           | working by title
          133;C title:⠋x 133;D;0 133;A                             | idle by command
          title:⠋x                                                 | working by title
          title:✳x                                                 | idle by title
          title:✋x                                                | waiting by title
          title:◇x                                                 | idle by title
          title:vim                                                | nothing
          title:⠋x title:✳x                                        | working by title
          title:⠋x title:✳x later                                  | idle by title
          title:⠋x +5 title:✳x later                               | done by title
          title:⠋x +5 title:✳x later title:✳y                      | done by title
          title:⠋x +5 title:✳x later title:⠋y                      | working by title
          title:⠋x +5 title:✳x title:⠋y later                      | working by title
          title:⠋x title:vim                                       | nothing
          screen:working                                           | working by screen
          screen:working +5 screen:idle later                      | done by screen
          screen:working screen:nothing                            | nothing
          9;4;3 screen:waiting                                     | waiting by screen
          9;4;3 title:✳x                                           | working by progress
          front:shell                                              | idle by foreground
          front:job                                                | working by foreground
          front:job front:shell                                    | idle by foreground
          front:job front:untold                                   | nothing
          front:secret                                             | waiting by foreground
          front:secret front:job                                   | working by foreground
          front:secret 133;A                                       | idle by command
          133;C front:shell                                        | working by command
          133;C front:secret                                       | waiting by foreground
          front:job 133;A                                          | idle by command
          front:job title:✳x                                       | idle by title
          front:job +5 title:✳x                                    | idle by title
          screen:working front:shell                               | working by screen
          silent front:job                                         | working by foreground
          front:secret 7501;state=working                          | working by program
          front:secret exit:1                                      | failed by exit
          writes                                                   | working by output
          writes silent                                            | idle by output
          silent title:⠋x                                          | working by title
          exit:0                                                   | done by exit
          exit:1                                                   | failed by exit
          exit:1 silent                                            | failed by exit
          """)
  void followsFromWhatItWrote(String written, String expected) {
    for (String word : written.split(" ", -1)) {
      take(word);
    }

    Attention is = standing.attention();
    assertThat(is == null ? "nothing" : words(is)).isEqualTo(expected);
  }

  private static String words(Attention is) {
    return (is.state() + " by " + is.source()).toLowerCase(java.util.Locale.ROOT);
  }

  private void take(String word) {
    if (word.startsWith("+")) {
      now = now.plusSeconds(Long.parseLong(word.substring(1)));
      return;
    }
    if (!word.equals("later")) {
      now = now.plusMillis(100);
      hear(evidence(word));
      return;
    }
    now = now.plus(AttentionRules.DOUBT);
    hear(new Evidence.Waited());
  }

  private static Evidence evidence(String word) {
    String rest = word.substring(word.indexOf(':') + 1);
    return switch (word.split(":", 2)[0]) {
      case "bel" -> new Evidence.Rang();
      case "ris" -> new Evidence.WasReset();
      case "key" -> new Evidence.Answered();
      case "front" -> inFront(rest);
      case "silent" -> new Evidence.Heard(true);
      case "writes" -> new Evidence.Heard(false);
      case "exit" -> new Evidence.Ended(rest.equals("0"));
      case "title" -> new Evidence.Titled(rest);
      case "screen" ->
          new Evidence.Seen(
              rest.equals("nothing")
                  ? null
                  : State.valueOf(rest.toUpperCase(java.util.Locale.ROOT)));
      default -> {
        String[] osc = word.split(";", 2);
        yield OscEvidence.read(Integer.parseInt(osc[0]), osc[1]).orElseGet(Evidence.Waited::new);
      }
    };
  }

  private static Evidence inFront(String what) {
    return switch (what) {
      case "shell" -> new InFront.Shell();
      case "job" -> new InFront.Job("mvn");
      case "secret" -> new InFront.HidesTyping("sudo");
      default -> new InFront.Untold();
    };
  }

  private void hear(Evidence evidence) {
    standing = AttentionRules.next(standing, evidence, now);
  }

  @Test
  void saysWhatTheProgramSaidWithoutWhatMustNotBeShown() {
    take("7501;state=blocked:kind=question:progress=40:msg=" + base64("Which \u202ebranch?"));

    assertThat(standing.attention())
        .isEqualTo(
            new Attention(
                State.WAITING, Attention.Kind.QUESTION, Source.PROGRAM, now, "Which branch?", 40));
  }

  @ParameterizedTest
  @CsvSource({"msg=%%%", "msg=QQ=A", "id=a b", "id=/", "id=a/", "msg=G1s="})
  void ignoresAReportThatIsNotWellFormed(String pair) {
    take("7501;state=done:" + pair.replace("id=a b", "id=a,b"));

    // A pair that is none is skipped, and the report holds.
    assertThat(standing.attention() == null).isEqualTo(!pair.contains("%"));
  }

  @Test
  void namesWhatIsInFrontWithoutWhatMustNotBeShown() {
    hear(new InFront.Job("m\u0007v\u202en"));
    assertThat(standing.attention()).extracting(Attention::message).isEqualTo("m vn");

    hear(new InFront.Job(""));
    assertThat(standing.attention()).extracting(Attention::message).isEqualTo("a program");

    hear(new InFront.HidesTyping("sudo"));
    assertThat(standing.attention())
        .extracting(Attention::kind, Attention::message)
        .containsExactly(Attention.Kind.AUTH, "sudo hides what is typed");
  }

  @Test
  void keepsTheTimeWhileNothingElseIsSaid() {
    take("7501;state=working:msg=" + base64("one"));
    Instant began = now;
    take("7501;state=working:msg=" + base64("two"));
    assertThat(standing.attention()).extracting(Attention::since).isEqualTo(began);

    take("7501;state=blocked:msg=" + base64("one?"));
    take("7501;state=blocked:msg=" + base64("another?"));
    assertThat(standing.attention()).extracting(Attention::since).isEqualTo(now);
  }

  @Test
  void callsUntilSomebodyTypes() {
    take("bel");
    assertThat(standing.call()).isEqualTo(new Call(Call.Source.BELL, now, ""));
    take("777;notify;Build;It\u0007failed");
    assertThat(standing.call())
        .isEqualTo(new Call(Call.Source.NOTIFICATION, now, "Build;It failed"));
    take("key");
    assertThat(standing.call()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9;hello              | hello
          9;9;/tmp             |
          9;12                 |
          99;;hello            | hello
          99;i=1:p=body;hello  | hello
          99;e=1;aGVsbG8=      | hello
          99;i=1:p=close;      |
          777;other;hello      |
          """)
  void tellsNotificationsFromWhatElseThoseSequencesAreUsedFor(String osc, String message) {
    take(osc);

    Call call = standing.call();
    assertThat(call == null ? null : call.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({"[ ! ] Action Required,WAITING", "⠐ Fix it,WORKING", "✳ Fix it,IDLE", "⠀,", "'',"})
  void knowsTheMarksInTitles(String title, State state) {
    assertThat(TitleMark.read(title).orElse(null)).isEqualTo(state);
  }

  @Test
  void keepsSoManyRecordsOnly() {
    for (int i = 0; i < 1_000; i++) {
      take("7501;state=working:id=r" + i);
    }

    assertThat(standing.records()).hasSize(AttentionRules.MAX_RECORDS);
    assertThat(standing.records().getLast().id()).isEqualTo("r999");
  }

  @Test
  void saysWhenItIsToBeAskedAgain() {
    take("title:⠋x");
    assertThat(standing.due()).isEmpty();
    take("title:✳x");
    assertThat(standing.due()).contains(now.plus(Duration.ofMillis(300)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
