package dev.patchbay.terminals.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the budget takes a screen for is what it takes of the heap, whatever it shows. */
class MemoryEstimateTest {
  private static final Percentage CLOSE = Percentage.withPercentage(20);

  /** So much that nothing else in this JVM matters. */
  private static final long BYTES = 24L * 1024 * 1024;

  /** What a program prints, line by line. */
  enum Output {
    NOTHING {
      @Override
      String line(int number) {
        return "";
      }
    },
    PLAIN {
      @Override
      String line(int number) {
        return "%0118d".formatted(number);
      }
    },
    SHORT {
      @Override
      String line(int number) {
        return "x";
      }
    },
    /** Each line of a colour of its own. */
    COLOURED {
      @Override
      String line(int number) {
        return "\u001b[38;2;%d;%d;7mcoloured\u001b[0m %d"
            .formatted(number % 256, number / 256, number);
      }
    },
    /** Characters of several code points. */
    CLUSTERS {
      @Override
      String line(int number) {
        return "日本 👍🏽 e\u0301 %c\u0301\u0302 ".formatted('a' + number % 26).repeat(4);
      }
    },
    LINKS {
      @Override
      String line(int number) {
        return "\u001b]8;;http://example.org/page/%d\u001b\\link\u001b]8;;\u001b\\"
            .formatted(number);
      }
    };

    abstract String line(int number);
  }

  @ParameterizedTest
  @EnumSource
  void isCloseToWhatTheHeapHas(Output output) {
    List<Screen> screens = new ArrayList<>();
    screens.add(draw(output));
    long before = heap();
    long counted = 0;
    while (counted < BYTES) {
      Screen screen = draw(output);
      screens.add(screen);
      counted += screen.memory();
    }

    long taken = heap() - before;

    assertThat(counted).as("%d screens", screens.size() - 1).isCloseTo(taken, CLOSE);
  }

  private static Screen draw(Output output) {
    Screen screen = new Screen(120, 30, ScreenSettings.defaults(), ScreenListener.none());
    int lines = output == Output.NOTHING ? 0 : 2_000;
    for (int i = 0; i < lines; i++) {
      byte[] line = (output.line(i) + "\r\n").getBytes(UTF_8);
      screen.feed(line, 0, line.length);
    }
    return screen;
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
