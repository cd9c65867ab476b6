package dev.plumbline.workload;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes log lines, one at a time, to stdout or stderr. */
final class LogWriter {
    private final PrintStream out;
    private final PrintStream err;
    private final String runId;

    LogWriter(PrintStream out, PrintStream err, String runId) {
        this.out = out;
        this.err = err;
        this.runId = runId;
    }

    /** Writes {@code level=L service=S run=R REST}. */
    void line(String service, String stream, String level, String rest) {
        raw(stream, "level=" + level + " service=" + service + " run=" + runId + " " + rest);
    }

    /** Writes the line of that number among those that bear a stamp. */
    void numbered(String service, String stream, String stamp, int n) {
        String level = stream.equals("stderr") ? "error" : "info";
        line(service, stream, level, "stamp=" + stamp + " n=" + n + " msg=\"probe line\"");
    }

    /** Writes a line as it is. */
    void raw(String stream, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        PrintStream target = stream.equals("stderr") ? err : out;
        synchronized (this) {
            target.write(bytes, 0, bytes.length);
            target.flush();
        }
    }
}
