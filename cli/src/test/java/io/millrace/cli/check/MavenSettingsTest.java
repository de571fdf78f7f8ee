package io.millrace.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millrace.cli.check.Finding.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenSettingsTest {

  @TempDir private Path folder;

  @Test
  void withoutSettingsMavensDefaultsHold() {
    assertThat(MavenSettings.look(folder.resolve("settings.xml")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WELL));
  }

  @Test
  void settingsThatCannotBeReadAreBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors>");
    assertThat(MavenSettings.look(file))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.BROKEN);
              assertThat(finding.what()).contains(file.toString());
            });
  }

  @Test
  void aMirrorThatAnswersIsWellWhateverItAnswers() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(MavenSettings.look(mirror(server.getAddress().getPort())))
          .singleElement()
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WELL));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aMirrorThatDoesNotAnswerIsDoubtful() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(MavenSettings.look(mirror(free)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.DOUBTFUL);
              assertThat(finding.nextStep()).contains("proxy");
            });
  }

  private Path mirror(int port) throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        "<settings><mirrors><mirror><id>m</id><url>http://127.0.0.1:"
            + port
            + "/</url></mirror></mirrors></settings>");
  }
}
