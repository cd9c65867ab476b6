package dev.plumbline.workload;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes numbered lines, as a service does when asked, and ends. */
@Command(name = "plumbline-workload lines", mixinStandardHelpOptions = true, sortOptions = false)
final class Visitor implements Callable<Integer> {
    @Option(names = "--service", required = true, description = "Service that the lines name.")
    private String service = "";

    @Option(names = "--stream", defaultValue = "stdout", description = "stdout or stderr")
    private String stream = "";

    @Option(names = "--count", required = true, description = "How many lines.")
    private int count;

    @Option(names = "--stamp", required = true, description = "Stamps each line.")
    private String stamp = "";

    @Option(names = "--run-id", defaultValue = "none", description = "Stamps each line.")
    private String runId = "";

    @Override
    public Integer call() {
        LogWriter log = new LogWriter(System.out, System.err, runId);
        for (int n = 1; n <= count; n++) {
            log.numbered(service, stream, stamp, n);
        }
        return 0;
    }
}
