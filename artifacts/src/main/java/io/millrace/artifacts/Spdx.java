package io.millrace.artifacts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What POMs call their licence, as SPDX writes it. A name that is not known stays as it is, for a
/// person to look at.
final class Spdx {

  private static final Map<Pattern, String> KNOWN = new LinkedHashMap<>();

  static {
    know("apache.*2(\\.0)?\\b.*", "Apache-2.0");
    know("(the )?mit( license.*)?", "MIT");
    know("(the )?(bsd[ -]2-clause|2-clause bsd)( licen[cs]e)?", "BSD-2-Clause");
    know("(the )?(bsd[ -]3-clause|3-clause bsd|modified bsd)( licen[cs]e)?", "BSD-3-Clause");
    know("(edl 1\\.0|eclipse distribution license - v 1\\.0)", "BSD-3-Clause");
    know("go license", "BSD-3-Clause");
    know("epl[ -]2\\.0", "EPL-2.0");
    know("mpl[ -]1\\.1", "MPL-1.1");
    know("lgpl[ -]2\\.1", "LGPL-2.1-only");
    know("cddl[ -]1\\.1", "CDDL-1.1");
    know("common development and distribution license \\(cddl\\) version 1\\.0", "CDDL-1.0");
    know("unicode/icu license", "ICU");
    know("public domain, per creative commons cc0", "CC0-1.0");
    know(
        "(gpl2 w/ cpe|gpl-2\\.0-with-classpath-exception"
            + "|.*gpl.*version 2.*classpath exception)",
        "GPL-2.0-only WITH Classpath-exception-2.0");
  }

  private Spdx() {}

  private static void know(String name, String identifier) {
    KNOWN.put(Pattern.compile(name), identifier);
  }

  static String of(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^the apache", "apache");
    return KNOWN.entrySet().stream()
        .filter(known -> known.getKey().matcher(plain).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(name.strip());
  }
}
