package dev.patchbay.os;

import dev.patchbay.os.OsException.Reason;

/** The error numbers of Linux that are met here (include/uapi/asm-generic/errno-base.h). */
public record Errno(int number) {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int ENOEXEC = 8;
  public static final int EBADF = 9;
  public static final int ECHILD = 10;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EPIPE = 32;
  public static final int ENOSYS = 38;

  public Reason reason() {
    return switch (number) {
      case ENOENT, ENOTDIR -> Reason.NOT_FOUND;
      case EACCES, ENOEXEC, EISDIR -> Reason.NOT_EXECUTABLE;
      case E2BIG -> Reason.TOO_MANY_ARGUMENTS;
      case EAGAIN, ENOMEM, ENFILE, EMFILE, ENOSPC -> Reason.OUT_OF_RESOURCES;
      default -> Reason.OTHER;
    };
  }

  public String message() {
    return switch (number) {
      case ENOENT -> "no such file or directory (ENOENT)";
      case ESRCH -> "no such process (ESRCH)";
      case ECHILD -> "not a process that this hub started (ECHILD)";
      case EIO -> "input/output error (EIO)";
      case E2BIG -> "argument list too long (E2BIG)";
      case ENOEXEC -> "not in an executable format (ENOEXEC)";
      case EAGAIN -> "out of processes (EAGAIN)";
      case ENOMEM -> "out of memory (ENOMEM)";
      case EACCES -> "permission denied (EACCES)";
      case ENOTDIR -> "not a directory (ENOTDIR)";
      case EISDIR -> "is a directory (EISDIR)";
      case ENFILE, EMFILE -> "too many open files (" + (number == ENFILE ? "ENFILE)" : "EMFILE)");
      case ENOSPC -> "no space or no pseudo-terminals left (ENOSPC)";
      default -> "error " + number;
    };
  }
}
