package dev.patchbay.terminals.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Breaks rows that no longer fit, where a grid has become narrower. */
final class RowBreaking {
  private final Grid grid;
  private final LineRing lines;
  private final int oldCols;
  private final int cols;
  private final int rows;

  private RowBreaking(Grid grid, int oldCols) {
    this.grid = grid;
    this.lines = grid.lines;
    this.oldCols = oldCols;
    this.cols = grid.cols;
    this.rows = grid.rows;
  }

  /**
   * @param grid of its new size already, its rows still as wide as they were
   */
  static void run(Grid grid, int oldCols) {
    new RowBreaking(grid, oldCols).run();
  }

  /** Rows to be put in: {@code count} empty ones before the row that was at {@code before}. */
  private record Insertion(int before, List<Line> rows) {}

  /** From the last row to the first. */
  private void run() {
    // Rows dropped from the bottom on the way still take their turn.
    Line[] all = new Line[lines.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = lines.get(i);
    }
    List<Insertion> insertions = new ArrayList<>();
    int inserted = 0;
    for (int last = all.length - 1; last >= 0; last--) {
      Line line = all[last];
      if (!line.wrapped && line.trimmedLength() <= cols) {
        continue;
      }
      int first = last;
      while (all[first].wrapped && first > 0) {
        first--;
      }
      int end = last + 1;
      last = first;
      if (grid.holdsCursor(first, end)) {
        continue;
      }
      List<Line> run = new ArrayList<>(Arrays.asList(all).subList(first, end));
      inserted += breakRows(run, end, insertions, inserted);
    }
    if (!insertions.isEmpty()) {
      insert(insertions, inserted);
    }
  }

  private int breakRows(List<Line> run, int end, List<Insertion> insertions, int insertedSoFar) {
    int lastLength = run.getLast().trimmedLength();
    List<Integer> lengths = newLengths(run);
    int added = lengths.size() - run.size();
    // Rows at the bottom that are still empty make room before anything is dropped at the top.
    int trimmed =
        grid.base == 0 && grid.y != lines.length() - 1
            ? Math.max(0, grid.y - lines.max() + added)
            : Math.max(0, lines.length() - lines.max() + added);
    List<Line> fresh = new ArrayList<>();
    for (int i = 0; i < added; i++) {
      fresh.add(new Line(cols, Cell.BLANK, true));
    }
    int total = insertedSoFar + fresh.size();
    if (!fresh.isEmpty()) {
      insertions.add(new Insertion(end, fresh));
    }
    int oldSize = run.size();
    run.addAll(fresh);
    spread(run, lengths, oldSize - 1 + Math.max(0, -added), lastLength);
    for (int i = 0; i < run.size() && i < lengths.size(); i++) {
      if (lengths.get(i) < cols) {
        run.get(i).set(lengths.get(i), Cell.BLANK);
      }
    }
    followInsertion(added - trimmed, total);
    grid.savedY = Math.min(grid.savedY + added, grid.base + rows - 1);
    return fresh.size();
  }

  /** Copies cells to their new rows, last one first, so that none is overwritten too early. */
  private void spread(List<Line> run, List<Integer> lengths, int lastSource, int lastLength) {
    int target = lengths.size() - 1;
    if (target < 0) {
      return;
    }
    int targetCol = lengths.get(target);
    int source = lastSource;
    int sourceCol = lastLength;
    while (source >= 0) {
      int count = Math.min(sourceCol, targetCol);
      run.get(target).copyFrom(run.get(source), sourceCol - count, targetCol - count, count);
      targetCol -= count;
      if (targetCol == 0) {
        target--;
        if (target < 0) {
          return;
        }
        targetCol = lengths.get(target);
      }
      sourceCol -= count;
      if (sourceCol == 0) {
        source--;
        sourceCol = Reflow.usedLength(run, Math.max(source, 0), oldCols);
      }
    }
  }

  private void followInsertion(int count, int inserted) {
    for (int i = 0; i < count; i++) {
      if (grid.base == 0) {
        if (grid.y < rows - 1) {
          grid.y++;
          lines.pop();
        } else {
          grid.base++;
        }
      } else if (grid.base < Math.min(lines.max(), lines.length() + inserted) - rows) {
        grid.base++;
      }
    }
  }

  private void insert(List<Insertion> insertions, int inserted) {
    int count = lines.length();
    Line[] all = new Line[count + inserted];
    int at = all.length;
    int next = 0;
    for (int i = count; i >= 0; i--) {
      while (next < insertions.size() && insertions.get(next).before() >= i) {
        List<Line> fresh = insertions.get(next++).rows();
        for (int k = fresh.size() - 1; k >= 0; k--) {
          all[--at] = fresh.get(k);
        }
      }
      if (i > 0) {
        all[--at] = lines.get(i - 1);
      }
    }
    lines.replaceAll(all, all.length);
  }

  private List<Integer> newLengths(List<Line> run) {
    int needed = 0;
    for (int i = 0; i < run.size(); i++) {
      needed += Reflow.usedLength(run, i, oldCols);
    }
    List<Integer> lengths = new ArrayList<>();
    int sourceCol = 0;
    int source = 0;
    int available = 0;
    while (available < needed) {
      if (needed - available < cols) {
        lengths.add(needed - available);
        break;
      }
      sourceCol += cols;
      int length = Reflow.usedLength(run, source, oldCols);
      if (sourceCol > length) {
        sourceCol -= length;
        source++;
      }
      boolean endsInWide = source < run.size() && run.get(source).width(sourceCol - 1) == 2;
      if (endsInWide) {
        sourceCol--;
      }
      int newLength = endsInWide ? cols - 1 : cols;
      lengths.add(newLength);
      available += newLength;
    }
    return lengths;
  }
}
