package dev.patchbay.terminals;

import java.util.concurrent.Semaphore;

/** How many terminals there may still be; less than none where the limit was lowered. */
final class Room extends Semaphore {
  private static final long serialVersionUID = 1L;

  Room(int max) {
    super(max);
  }

  /** Takes places whether they are free or not; who has one keeps it. */
  void take(int places) {
    reducePermits(places);
  }
}
