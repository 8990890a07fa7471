package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachWatchTest {
  private DetachWatch watch = new DetachWatch(DetachKeys.parse(DetachKeys.DEFAULT));

  private String feed(String typed) {
    byte[] bytes = typed.getBytes(UTF_8);
    return new String(watch.feed(bytes, bytes.length), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\034\034",
        "\033[92;5u\033[92;5u",
        "\033[27;5;92~\033[27;5;92~",
        "\034\033[92;5u"
      })
  void detachesOnTheKeyTypedTwiceHoweverTheTerminalEncodesIt(String keys) {
    assertThat(feed("a" + keys + "b")).isEqualTo("a");
    assertThat(watch.isDetached()).isTrue();
  }

  @Test
  void detachesWhenTheKeysComeOneByOne() {
    assertThat(feed("\034")).isEmpty();
    assertThat(watch.isHolding()).isTrue();

    assertThat(feed("\034")).isEmpty();
    assertThat(watch.isDetached()).isTrue();
  }

  @Test
  void passesAKeyOnThatIsNotFollowedByTheNext() {
    assertThat(feed("\034")).isEmpty();

    assertThat(feed("x")).isEqualTo("\034x");
    assertThat(watch.isDetached()).isFalse();
  }

  @Test
  void releasesWhatItHoldsWhenNothingFollows() {
    feed("\034");

    assertThat(new String(watch.release(), UTF_8)).isEqualTo("\034");
    assertThat(watch.isHolding()).isFalse();
    assertThat(feed("\034")).isEmpty();
    assertThat(watch.isDetached()).isFalse();
  }

  @Test
  void takesOtherKeys() {
    watch = new DetachWatch(DetachKeys.parse("ctrl-p,q"));

    assertThat(feed("\020\020qx")).isEqualTo("\020");
    assertThat(watch.isDetached()).isTrue();
  }

  @Test
  void takesNone() {
    watch = new DetachWatch(DetachKeys.parse("none"));

    assertThat(feed("\034\034\020\021")).isEqualTo("\034\034\020\021");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ctrl-", "ctrl-1", "strg-p", "ctrl-p,", "ctrl-pq"})
  void refusesWhatIsNoKey(String keys) {
    assertThatThrownBy(() -> DetachKeys.parse(keys)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheKeysAsPeopleDo() {
    assertThat(DetachKeys.parse(DetachKeys.DEFAULT).words()).isEqualTo("Ctrl+\\ Ctrl+\\");
    assertThat(DetachKeys.parse("ctrl-p,ctrl-q").words()).isEqualTo("Ctrl+P Ctrl+Q");
  }
}
