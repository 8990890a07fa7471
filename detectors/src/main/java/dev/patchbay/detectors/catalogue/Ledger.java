package dev.patchbay.detectors.catalogue;

/** Where an installer writes down which version of what it has installed. */
public enum Ledger {
  /** The status file of Debian's package manager. */
  DPKG,
  /** {@code package.json} of each npm package. */
  NPM,
  /** {@code METADATA} and {@code RECORD} of each Python distribution. */
  PYTHON,
  /** {@code .crates2.json}, which lists the programs of each crate. */
  CARGO,
  /** The path: each version has a folder of its own. */
  PATH
}
