package io.millrace.connect.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Redis' protocol (RESP 2), as far as it takes to write.
final class RedisWire implements AutoCloseable {

  private static final int MILLIS = 15_000;

  /// So that a server that waits for us to read does not wait for ever.
  private static final int MOST_AT_ONCE = 1_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /// A command was not taken.
  static final class SaidNoException extends IOException {
    private final String code;

    SaidNoException(String line) {
      super(line);
      code = line.split(" ", 2)[0];
    }

    /// The first word, such as `WRONGPASS`.
    String code() {
      return code;
    }
  }

  private RedisWire(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  /// @param sslmode `disable`, `require`, or `verify-full`
  static RedisWire open(String host, int port, String sslmode) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), MILLIS);
      plain.setSoTimeout(MILLIS);
      plain.setTcpNoDelay(true);
      return new RedisWire(
          sslmode.equals("disable") ? plain : encrypted(plain, host, port, sslmode));
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket encrypted(Socket plain, String host, int port, String sslmode)
      throws IOException {
    boolean verify = sslmode.equals("verify-full");
    SSLSocketFactory factory =
        verify ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trusting();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    if (verify) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  /// `require` encrypts, and asks for no certificate's name, as everywhere in the catalogue.
  private static SSLSocketFactory trusting() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// Returns once all commands were taken.
  ///
  /// @throws SaidNoException for the first that was not
  void all(List<List<String>> commands) throws IOException {
    for (int from = 0; from < commands.size(); from += MOST_AT_ONCE) {
      List<List<String>> some =
          commands.subList(from, Math.min(commands.size(), from + MOST_AT_ONCE));
      for (List<String> command : some) {
        write(command);
      }
      out.flush();
      SaidNoException first = null;
      for (int i = 0; i < some.size(); i++) {
        try {
          read();
        } catch (SaidNoException e) {
          first = first == null ? e : first;
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }

  private void write(List<String> command) throws IOException {
    out.write(("*" + command.size() + "\r\n").getBytes(UTF_8));
    for (String word : command) {
      byte[] bytes = word.getBytes(UTF_8);
      out.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      out.write(bytes);
      out.write('\r');
      out.write('\n');
    }
  }

  private void read() throws IOException {
    String line = line();
    switch (line.charAt(0)) {
      case '-' -> throw new SaidNoException(line.substring(1));
      case '$' -> {
        int length = Integer.parseInt(line.substring(1));
        if (length >= 0) {
          in.skipNBytes(length + 2L);
        }
      }
      case '*' -> {
        int count = Integer.parseInt(line.substring(1));
        for (int i = 0; i < count; i++) {
          read();
        }
      }
      case '+', ':' -> {}
      default -> throw new IOException("This is not Redis' protocol");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    if (line.isEmpty()) {
      throw new IOException("This is not Redis' protocol");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
