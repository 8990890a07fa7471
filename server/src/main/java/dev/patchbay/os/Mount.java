package dev.patchbay.os;

import java.nio.file.Path;
import java.util.Set;

/**
 * One mounted file system.
 *
 * @param id the kernel's number of it; a file system that is mounted again has another one
 * @param point the folder that it is mounted on
 * @param type as the kernel names it, such as {@code ext4} or {@code fuse.sshfs}
 */
record Mount(long id, Path point, String type) {
  /** What stands for all of the machine where the system does not list its mounts. */
  static final Mount ROOT = new Mount(0, Path.of("/"), "unknown");

  /** File systems whose calls are answered over a network or by another program. */
  private static final Set<String> SERVED =
      Set.of(
          "9p",
          "afs",
          "autofs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "fuse",
          "gfs2",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "orangefs",
          "smb3",
          "smbfs",
          "vboxsf",
          "virtiofs");

  /**
   * Whether all of it stops answering when somebody else does. The root never counts as such:
   * without it nothing works anyway.
   */
  boolean isServed() {
    return point.getNameCount() > 0 && (SERVED.contains(type) || type.startsWith("fuse."));
  }
}
