package dev.patchbay.terminals.pty;

import dev.patchbay.terminals.pty.PtyException.Reason;

/** The error numbers of Linux that are met here (include/uapi/asm-generic/errno-base.h). */
record Errno(int number) {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int E2BIG = 7;
  static final int ENOEXEC = 8;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int ENOSPC = 28;

  Reason reason() {
    return switch (number) {
      case ENOENT, ENOTDIR -> Reason.NOT_FOUND;
      case EACCES, ENOEXEC, EISDIR -> Reason.NOT_EXECUTABLE;
      case E2BIG -> Reason.TOO_MANY_ARGUMENTS;
      case EAGAIN, ENOMEM, ENFILE, EMFILE, ENOSPC -> Reason.OUT_OF_RESOURCES;
      default -> Reason.OTHER;
    };
  }

  String message() {
    return switch (number) {
      case ENOENT -> "no such file or directory (ENOENT)";
      case EIO -> "input/output error (EIO)";
      case E2BIG -> "argument list too long (E2BIG)";
      case ENOEXEC -> "not in an executable format (ENOEXEC)";
      case EAGAIN -> "out of processes (EAGAIN)";
      case ENOMEM -> "out of memory (ENOMEM)";
      case EACCES -> "permission denied (EACCES)";
      case ENOTDIR -> "not a directory (ENOTDIR)";
      case EISDIR -> "is a directory (EISDIR)";
      case ENFILE, EMFILE -> "too many open files (" + (number == ENFILE ? "ENFILE)" : "EMFILE)");
      case ENOSPC -> "no pseudo-terminals left (ENOSPC)";
      default -> "error " + number;
    };
  }
}
