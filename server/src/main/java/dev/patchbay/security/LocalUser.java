package dev.patchbay.security;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** The user that this process runs as, and whether the other end of a Unix socket is that user. */
public final class LocalUser {
  /** Its owner is the process's effective user, whatever names the system knows. */
  private static final Path SELF = Path.of("/proc/self");

  private LocalUser() {}

  /**
   * Asks the kernel who has connected, or who listens.
   *
   * @param channel a Unix socket that is connected
   * @throws IOException if the system does not tell
   */
  public static boolean isPeerOf(NetworkChannel channel) throws IOException {
    try {
      return isSelf(channel.getOption(ExtendedSocketOptions.SO_PEERCRED));
    } catch (UnsupportedOperationException e) {
      throw new IOException("this system does not tell who is at the other end", e);
    }
  }

  /** Whether credentials, as the kernel gives them, are those of this process's user. */
  public static boolean isSelf(UnixDomainPrincipal peer) throws IOException {
    return peer.user().equals(self());
  }

  private static UserPrincipal self() throws IOException {
    return Files.exists(SELF)
        ? Files.getOwner(SELF)
        : FileSystems.getDefault()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }
}
