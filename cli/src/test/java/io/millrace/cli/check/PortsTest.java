package io.millrace.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.check.Finding.Severity;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir private Path home;

  @Test
  void aPortInUseIsNamedWithItsOwnerAndWhoNeedsIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int offset = taken.getLocalPort() - Port.KAFKA.of(Settings.DEFAULT);
      Settings settings = new Settings(offset, "", true, 20, 42, null);
      assertThat(Ports.look(new Home(home), settings))
          .filteredOn(each -> each.what().contains("Port " + taken.getLocalPort() + " "))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.BROKEN);
                assertThat(finding.what())
                    .contains("(pid " + ProcessHandle.current().pid() + ")", "kafka needs it");
                assertThat(finding.nextStep()).contains("--port-offset " + (offset + 1000));
              });
    }
  }

  @Test
  void onlyThePortsThatTheSettingsUseAreLookedAt() {
    Settings without = new Settings(0, "jdbc:postgresql://db/state", false, 20, 42, null);
    assertThat(Port.needed(without)).doesNotContain(Port.DATABASE, Port.DEMO).contains(Port.KAFKA);
    assertThat(Port.needed(Settings.DEFAULT)).contains(Port.DATABASE, Port.DEMO);
  }
}
