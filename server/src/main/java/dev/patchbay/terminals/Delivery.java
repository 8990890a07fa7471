package dev.patchbay.terminals;

/** What a viewer is to be sent next, in this order. */
public sealed interface Delivery {
  /** Output from an offset on; without gap or overlap to what was sent before. */
  record Output(long offset, byte[] bytes) implements Delivery {}

  /** Something that happened at this point of the output. */
  record Notice(Happening happening) implements Delivery {}

  /**
   * The viewer starts afresh: take {@link Terminal#snapshot} where blocking is allowed, send it,
   * and call {@link Viewer#restartAt}. Until then there is nothing more to send.
   */
  record Restart() implements Delivery {}

  /** Nothing now; the viewer's signal tells when to ask again. */
  record Nothing() implements Delivery {}
}
