package dev.patchbay.terminals.screen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A small number for every code point, in two steps: a block of 256, and the place in it. */
final class CodePointTable {
  private static final int BLOCK_SHIFT = 8;
  private static final int BLOCK = 1 << BLOCK_SHIFT;
  private static final int RADIX = 36;

  private final char[] blocks;
  private final byte[] values;

  private CodePointTable(char[] blocks, byte[] values) {
    this.blocks = blocks;
    this.values = values;
  }

  /** Reads runs of {@code length:value}, both in base 36, that cover all code points. */
  static CodePointTable parse(String runs) {
    byte[] flat = new byte[Character.MAX_CODE_POINT + 1];
    int at = 0;
    for (String run : runs.strip().split("\\s+", -1)) {
      int colon = run.indexOf(':');
      int length = Integer.parseInt(run, 0, colon, RADIX);
      byte value = (byte) Integer.parseInt(run, colon + 1, run.length(), RADIX);
      Arrays.fill(flat, at, at + length, value);
      at += length;
    }
    if (at != flat.length) {
      throw new IllegalArgumentException("the runs cover " + at + " code points");
    }
    return compact(flat);
  }

  private static CodePointTable compact(byte[] flat) {
    char[] blocks = new char[flat.length >> BLOCK_SHIFT];
    byte[] values = new byte[flat.length];
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < blocks.length; i++) {
      int from = i << BLOCK_SHIFT;
      String key = Arrays.toString(Arrays.copyOfRange(flat, from, from + BLOCK));
      Integer block = known.get(key);
      if (block == null) {
        block = known.size();
        known.put(key, block);
        System.arraycopy(flat, from, values, block << BLOCK_SHIFT, BLOCK);
      }
      blocks[i] = (char) (int) block;
    }
    return new CodePointTable(blocks, Arrays.copyOf(values, known.size() << BLOCK_SHIFT));
  }

  int get(int codePoint) {
    return values[blocks[codePoint >> BLOCK_SHIFT] << BLOCK_SHIFT | (codePoint & (BLOCK - 1))];
  }
}
