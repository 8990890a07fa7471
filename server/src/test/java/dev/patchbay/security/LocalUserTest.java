package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import jdk.net.UnixDomainPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalUserTest {
  @Test
  void knowsItsOwnConnections(@TempDir Path folder) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (SocketChannel client = SocketChannel.open(address);
          SocketChannel accepted = server.accept()) {
        assertThat(LocalUser.isPeerOf(client)).isTrue();
        assertThat(LocalUser.isPeerOf(accepted)).isTrue();
      }
    }
  }

  @Test
  void refusesCredentialsOfAnotherUser(@TempDir Path folder) throws Exception {
    UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
    PosixFileAttributes own = Files.readAttributes(folder, PosixFileAttributes.class);
    UnixDomainPrincipal other =
        new UnixDomainPrincipal(users.lookupPrincipalByName("54321"), own.group());

    assertThat(LocalUser.isSelf(other)).isFalse();
    assertThat(LocalUser.isSelf(new UnixDomainPrincipal(own.owner(), own.group()))).isTrue();
  }
}
