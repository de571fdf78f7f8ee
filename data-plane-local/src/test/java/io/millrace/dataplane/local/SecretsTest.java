package io.millrace.dataplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path folder;

  @Test
  void onlyThisUserCanReadThem() throws Exception {
    Path root = folder.resolve("secrets");
    Map<String, String> kept = new Secrets(root).keep("shop", Map.of("password", "one"));
    Path file = root.resolve("shop/password");
    assertThat(kept).isEqualTo(Map.of("password", "${dir:" + root.resolve("shop") + ":password}"));
    assertThat(file).hasContent("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }

  @Test
  void whatAnOwnerNoLongerHasIsRemovedAndOthersKeepTheirs() throws Exception {
    Secrets secrets = new Secrets(folder);
    secrets.keep("shop", Map.of("password", "one", "token", "two"));
    secrets.keep("bank", Map.of("password", "three"));
    secrets.keep("shop", Map.of("password", "four"));
    assertThat(folder.resolve("shop/token")).doesNotExist();
    assertThat(folder.resolve("shop/password")).hasContent("four");
    secrets.keep("shop", Map.of());
    assertThat(folder.resolve("shop")).doesNotExist();
    assertThat(folder.resolve("bank/password")).hasContent("three");
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    Secrets secrets = new Secrets(folder);
    assertThatThrownBy(() -> secrets.keep("..", Map.of("password", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> secrets.keep("shop", Map.of("../../x", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
