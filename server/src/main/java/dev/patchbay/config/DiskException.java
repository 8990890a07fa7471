package dev.patchbay.config;

/** A file could not be written; says which, and what is wrong with its file system. */
public final class DiskException extends ConfigException {
  private static final long serialVersionUID = 1L;

  private final transient DiskFault fault;

  public DiskException(DiskFault fault) {
    super(fault.detail());
    this.fault = fault;
  }

  public DiskFault fault() {
    return fault;
  }
}
