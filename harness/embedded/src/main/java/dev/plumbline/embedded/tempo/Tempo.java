package dev.plumbline.embedded.tempo;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.embedded.otlp.GrpcRefusal;
import dev.plumbline.embedded.otlp.OtlpHttp;
import dev.plumbline.embedded.tempo.api.TempoApi;
import dev.plumbline.embedded.tempo.generator.Generator;
import dev.plumbline.embedded.tempo.store.TraceStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tempo 3 in one process, with everything in memory. */
public final class Tempo implements StandIn {
    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /**
     * Returns what starts it, as {@code tempo} would be started.
     *
     * <p>What is sent to it lives as long as the program, over any number of starts, as a volume would.
     */
    public static StandInProgram program() {
        TraceStore store = new TraceStore(Clock.systemUTC(), Duration.ZERO);
        return launch -> {
            Tempo tempo = new Tempo();
            try {
                TempoSettings settings = TempoSettings.of(launch);
                store.reopen(launch.clock(), settings.searchLag());
                tempo.start(settings, launch, store);
                return tempo;
            } catch (RuntimeException e) {
                tempo.close();
                throw e;
            }
        };
    }

    private void start(TempoSettings settings, Launch launch, TraceStore store) {
        TempoMetrics metrics = new TempoMetrics();
        Optional<Generator> generator = settings.generator().map(g -> new Generator(g, launch.clock(), launch.log()));
        generator.ifPresent(parts::push);
        generator.ifPresent(metrics::generatedBy);
        Ingest ingest = new Ingest(store, metrics, generator);
        TempoApi api = new TempoApi(store, launch.clock(), metrics::expose);
        HttpService http = HttpService.start("tempo", settings.http(), api, launch.log());
        parts.push(http);
        addresses.put("http", http.address());
        settings.otlpHttp().ifPresent(address -> {
            OtlpHttp<ExportTraceServiceRequest> receiver = new OtlpHttp<>(
                    ExportTraceServiceRequest.class, ExportTraceServiceRequest::newBuilder, ingest::accept);
            Handler routes = r -> r.path().equals("/v1/traces") ? receiver.handle(r) : OtlpHttp.unrouted(r);
            HttpService otlp = HttpService.start("tempo-otlp", address, routes, launch.log());
            parts.push(otlp);
            addresses.put("otlp-http", otlp.address());
        });
        settings.otlpGrpc().ifPresent(address -> {
            GrpcRefusal grpc = GrpcRefusal.listen("tempo", address, launch.log());
            parts.push(grpc);
            addresses.put("otlp-grpc", grpc.address());
        });
        generator.ifPresent(Generator::start);
        launch.log().accept("level=info msg=\"Tempo started\" version=stand-in");
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.copyOf(addresses);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of tempo does not close", e);
            }
        }
    }
}
