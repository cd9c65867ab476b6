package dev.plumbline.workload;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
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
        System.exit(new CommandLine(new Main()).execute(arguments));
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
