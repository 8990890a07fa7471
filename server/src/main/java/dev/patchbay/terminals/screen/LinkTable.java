package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The targets of OSC 8 links, numbered from 1; 0 is no link. */
final class LinkTable {
  /** A link's {@code id} parameter, empty where it had none, and its target. */
  record Link(String id, String uri) {}

  /** Characters of all links at once; beyond it a new link is not one. */
  private static final int MAX_CHARACTERS = 4 << 20;

  private static final int MAX = 1 << 16;

  /** A record, two strings with their arrays, a boxed number and an entry of a map. */
  private static final int ENTRY_BYTES = 160;

  private final List<@Nullable Link> links = new ArrayList<>();
  private final Map<Link, Integer> numbers = new HashMap<>();
  private BitSet free = new BitSet();
  private int characters;

  int size() {
    return numbers.size();
  }

  /** Whether the next link might not fit, so that those no cell uses should go first. */
  boolean isCrowded() {
    return characters > MAX_CHARACTERS / 2 || numbers.size() > MAX / 2;
  }

  /** The number of a link; 0 where there is no room. */
  int intern(Link link) {
    Integer known = numbers.get(link);
    if (known != null) {
      return known;
    }
    int length = link.id().length() + link.uri().length();
    if (characters + length > MAX_CHARACTERS || numbers.size() == MAX) {
      return 0;
    }
    int index = free.nextSetBit(0);
    if (index >= 0) {
      free.clear(index);
      links.set(index, link);
    } else {
      index = links.size();
      links.add(link);
    }
    characters += length;
    numbers.put(link, index + 1);
    return index + 1;
  }

  Link get(int number) {
    Link link = links.get(number - 1);
    if (link == null) {
      throw new IllegalStateException("no link " + number);
    }
    return link;
  }

  /** Bytes of heap, about: the characters, and the objects around them. */
  long memory() {
    return characters + (long) numbers.size() * ENTRY_BYTES;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(links.size());
    for (Link link : links) {
      out.writeBoolean(link != null);
      if (link != null) {
        StateWriter.text(out, link.id());
        StateWriter.text(out, link.uri());
      }
    }
  }

  /** Takes over what was written, every link with its number. */
  void read(DataInput in) throws IOException {
    int count = StateReader.length(in, MAX);
    for (int i = 0; i < count; i++) {
      if (in.readBoolean()) {
        Link link = new Link(StateReader.text(in), StateReader.text(in));
        links.add(link);
        numbers.put(link, i + 1);
        characters += link.id().length() + link.uri().length();
      } else {
        links.add(null);
        free.set(i);
      }
    }
  }

  void keepOnly(BitSet live) {
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      if (link != null && !live.get(i + 1)) {
        links.set(i, null);
        numbers.remove(link);
        characters -= link.id().length() + link.uri().length();
        free.set(i);
      }
    }
  }
}
