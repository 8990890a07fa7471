package dev.patchbay.files;

/** Carries a refusal out to where it becomes an {@link Outcome}. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  RefusedException(Refusal.Reason reason, String code, String detail) {
    this(new Refusal(reason, code, detail));
  }

  Refusal refusal() {
    return refusal;
  }
}
