package io.millrace.dataplane.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.dataplane.inspection.InspectionJson;
import java.io.IOException;
import java.io.PrintStream;

/// Ends with 0 whenever it could answer, however bad the findings are.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    String request = new String(System.in.readAllBytes(), UTF_8);
    String result = InspectionJson.write(Inspection.of(InspectionJson.readRequest(request)));
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    out.println(result);
    out.flush();
  }
}
