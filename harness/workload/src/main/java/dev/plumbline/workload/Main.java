package dev.plumbline.workload;

import dev.plumbline.wire.WireProgram;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the fleet. */
@Command(name = "plumbline-workload", mixinStandardHelpOptions = true, sortOptions = false)
final class Main implements Callable<Integer> {
    @Option(names = "--http.listen-addr", defaultValue = "0.0.0.0:8080", description = "Where it takes orders.")
    private String listen = "";

    @Option(names = "--otlp.endpoint", required = true, description = "OTLP/HTTP receiver, such as http://host:4318")
    private URI otlp = URI.create("http://localhost:4318");

    @Option(names = "--mqtt.url", required = true, description = "MQTT broker, such as tcp://host:1883")
    private String mqtt = "";

    @Option(names = "--run-id", defaultValue = "none", description = "Stamps everything that is emitted.")
    private String runId = "";

    @Option(names = "--interval", defaultValue = "200", description = "Milliseconds between two orders by themselves.")
    private long interval;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** A wire and a visitor need nothing of the fleet, whose options are all demanded. */
    private static int run(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (first) {
            case "lines" -> new CommandLine(new Visitor()).execute(rest);
            case "wire" -> wire(List.of(rest));
            default -> new CommandLine(new Main()).execute(arguments);
        };
    }

    private static int wire(List<String> arguments) {
        try {
            WireProgram.run(arguments);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("wire: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ended::countDown));
        LogWriter log = new LogWriter(System.out, System.err, runId);
        int colon = listen.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
        try (Telemetry telemetry = new Telemetry(otlp, runId);
                Broker broker = new Broker(mqtt, telemetry.meter(Fleet.DEVICES), log);
                Fleet fleet = new Fleet(telemetry, broker, log, Duration.ofMillis(interval));
                ControlServer server = new ControlServer(address, fleet, telemetry, broker, log)) {
            log.line("workload", "stdout", "info", "msg=\"ready\" address=" + server.address());
            ended.await();
        }
        return 0;
    }
}
