package dev.patchbay.terminals.screen;

/**
 * Where a grapheme cluster may not end, after Unicode Standard Annex 29 with two differences, as in
 * the page. Any pictograph joins after a zero width joiner, which needs no memory of what came
 * before it (GB11). Indic conjuncts do not join (GB9c): programs count a column for each consonant.
 */
final class Graphemes {
  static final int OTHER = 0;
  static final int PREPEND = 1;
  static final int EXTEND = 2;
  static final int REGIONAL_INDICATOR = 3;
  static final int SPACING_MARK = 4;
  static final int HANGUL_L = 5;
  static final int HANGUL_V = 6;
  static final int HANGUL_T = 7;
  static final int HANGUL_LV = 8;
  static final int HANGUL_LVT = 9;
  static final int ZERO_WIDTH_JOINER = 10;
  static final int PICTOGRAPH = 11;

  private Graphemes() {}

  static boolean joins(int before, int after) {
    return switch (after) {
      case EXTEND, ZERO_WIDTH_JOINER, SPACING_MARK -> true;
      case PICTOGRAPH -> before == ZERO_WIDTH_JOINER || before == PREPEND;
      case REGIONAL_INDICATOR -> before == REGIONAL_INDICATOR || before == PREPEND;
      case HANGUL_L, HANGUL_LV, HANGUL_LVT -> before == HANGUL_L || before == PREPEND;
      case HANGUL_V ->
          before == HANGUL_L || before == HANGUL_V || before == HANGUL_LV || before == PREPEND;
      case HANGUL_T ->
          before == HANGUL_V
              || before == HANGUL_T
              || before == HANGUL_LV
              || before == HANGUL_LVT
              || before == PREPEND;
      default -> before == PREPEND;
    };
  }
}
