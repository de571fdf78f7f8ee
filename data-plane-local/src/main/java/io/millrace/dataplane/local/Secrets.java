package io.millrace.dataplane.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Secrets as files that only this user can read, one folder for each owner. The Connect worker
/// reads them through its config provider, and can read nothing else through it.
final class Secrets {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final Path root;

  Secrets(Path root) {
    this.root = root;
  }

  /// Replaces all that the owner has.
  ///
  /// @return for each secret, what Connect resolves to it
  Map<String, String> keep(String owner, Map<String, String> secrets) throws IOException {
    Path folder = root.resolve(plain(owner));
    Files0600.createFolder(root);
    for (Path old : filesOf(folder)) {
      if (!secrets.containsKey(old.getFileName().toString())) {
        Files.delete(old);
      }
    }
    if (secrets.isEmpty()) {
      Files.deleteIfExists(folder);
      return Map.of();
    }
    Files0600.createFolder(folder);
    Map<String, String> expressions = new TreeMap<>();
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      Files0600.write(folder.resolve(plain(secret.getKey())), secret.getValue());
      expressions.put(secret.getKey(), "${dir:" + folder + ":" + secret.getKey() + "}");
    }
    return expressions;
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  /// Names come from outside and become names of files.
  private static String plain(String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name for a secret or its owner: \"" + name + "\"");
    }
    return name;
  }
}
