package io.millrace.cli.check;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// The user's Maven settings, which decide where artifacts come from.
public final class MavenSettings {

  private static final int TIMEOUT_MILLIS = 5_000;

  private MavenSettings() {}

  public static List<Finding> look(Path file) {
    if (!Files.exists(file)) {
      return List.of(
          Finding.well("There are no Maven settings in " + file + ": Maven's defaults hold"));
    }
    List<String> mirrors;
    try {
      mirrors = mirrors(file);
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException e) {
      return List.of(
          Finding.broken(
              file + " cannot be read: " + e.getMessage(),
              "Mend it; Maven and the runner take repositories, mirrors and proxies from it"));
    }
    List<Finding> findings = new ArrayList<>();
    for (String mirror : mirrors) {
      findings.add(reachable(mirror, file));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.well(file + " names no mirror: Maven's defaults hold"));
    }
    return findings;
  }

  private static List<String> mirrors(Path file)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Silent());
    Document document = builder.parse(file.toFile());
    List<String> urls = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName("mirror");
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element mirror
          && mirror.getElementsByTagName("url").getLength() > 0) {
        urls.add(mirror.getElementsByTagName("url").item(0).getTextContent().strip());
      }
    }
    return urls;
  }

  /// Any answer will do, a refusal included: it is the network that is asked about.
  private static Finding reachable(String mirror, Path settings) {
    String mend =
        "Artifacts that are not in the cache cannot be fetched: check the network, the proxy, and "
            + settings;
    try {
      if (!(URI.create(mirror).toURL().openConnection() instanceof HttpURLConnection connection)) {
        return Finding.well("The Maven mirror " + mirror + " is a folder");
      }
      connection.setRequestMethod("HEAD");
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return Finding.well("The Maven mirror " + mirror + " answers (" + status + ")");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.doubtful(
          "The Maven mirror " + mirror + " does not answer: " + e.getMessage(), mend);
    }
  }

  /// The default handler prints to standard error what the exception says anyway.
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
