package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.discovery.DeferredContext;
import dev.plumbline.collector.http.HttpApi;
import dev.plumbline.collector.http.Pages;
import dev.plumbline.collector.logging.OwnLog;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.source.ReadPaths;
import dev.plumbline.collector.telemetry.BalanceMetrics;
import dev.plumbline.collector.telemetry.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a configuration until it is told to end. */
@Command(
        name = "run",
        description = "Runs a configuration; SIGHUP loads it again, SIGTERM ends after handing on what was read.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int HARD_END = 130;

    @Option(
            names = "--server.http.listen-addr",
            paramLabel = "HOST:PORT",
            description = "Where metrics, health and the status page are served; default ${DEFAULT-VALUE}.")
    private String listen = "127.0.0.1:12345";

    @Option(
            names = "--storage.path",
            paramLabel = "DIR",
            description = "Where positions and unsent lines are kept; default ${DEFAULT-VALUE}.")
    private Path storage = Path.of("data-plumbline");

    @Option(
            names = "--plumbline.read-path",
            paramLabel = "PATH",
            description = "How containers' logs are read: auto (the engine's file where it can be read, else its API),"
                    + " api, or file; default ${DEFAULT-VALUE}.")
    private String readPath = System.getProperty(ReadPaths.FORCED, "auto");

    @Mixin
    private AlloyFlags alloyFlags = new AlloyFlags();

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The configuration, in Alloy's syntax.")
    private Path config = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        OwnLog.usual();
        // Java does not tell a password to a proxy that tunnels unless this is empty when its client is loaded; Go
        // does.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        SSLContext.setDefault(DeferredContext.usual());
        Optional<String> refusal = alloyFlags.refusal();
        if (refusal.isPresent()) {
            return fail(refusal.get());
        }
        if (alloyFlags.withoutEffect() > 0) {
            LOG.debug("{} flags of Alloy's have no effect here", alloyFlags.withoutEffect());
        }
        if (!List.of("auto", "api", "file").contains(readPath)) {
            return fail("--plumbline.read-path=" + readPath + " is none; expected auto, api or file");
        }
        System.setProperty(ReadPaths.FORCED, readPath);
        Optional<InetSocketAddress> address = ListenAddress.parse(listen);
        if (address.isEmpty()) {
            return fail("--server.http.listen-addr=" + listen + ": expected HOST:PORT with a host that is known here");
        }
        try {
            Files.createDirectories(storage);
        } catch (IOException e) {
            return fail("--storage.path=" + storage + " cannot be made: " + e.getMessage());
        }
        return run(address.get());
    }

    private int run(InetSocketAddress address) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        LOG.debug("the heap is kept small: {}", SmallHeap.keep());
        try (ComponentGraph graph = new ComponentGraph(Components.byName(), storage, clock)) {
            PrometheusRegistry registry = metrics(graph);
            Loader loader = new Loader(Configurations.source(config), graph, registry, clock);
            try (HttpApi http = HttpApi.start(address, new Pages(graph::components, loader::reload, registry))) {
                List<Problem> problems = loader.load();
                if (!problems.isEmpty()) {
                    problems.forEach(p -> System.err.println("Error: " + p));
                    return 1;
                }
                LOG.info(
                        "listening on {}:{}",
                        http.address().getHostString(),
                        http.address().getPort());
                awaitEnd(loader);
                LOG.info("ending: handing on what was read; a second signal ends at once");
                graph.close();
            } catch (IOException e) {
                return fail("cannot listen on " + listen + ": " + e.getMessage());
            }
        }
        LOG.info("ended");
        return 0;
    }

    /** Makes the metrics of the process itself. */
    static PrometheusRegistry metrics(ComponentGraph graph) {
        PrometheusRegistry registry = new PrometheusRegistry();
        ProcessMetrics.register(registry);
        ProcessMetrics.build(registry, Version.text());
        BalanceMetrics.register(registry, graph.balance());
        return registry;
    }

    private static void awaitEnd(Loader loader) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean asked = new AtomicBoolean();
        Runnable ending = () -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(HARD_END);
            }
            end.countDown();
        };
        Signals.on("TERM", ending);
        Signals.on("INT", ending);
        Signals.on("HUP", loader::reload);
        end.await();
    }

    private static int fail(String message) {
        System.err.println("Error: " + message);
        return 1;
    }
}
