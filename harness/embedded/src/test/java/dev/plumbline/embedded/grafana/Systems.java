package dev.plumbline.embedded.grafana;

import dev.plumbline.contract.Contract;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.BlockLoader;
import dev.plumbline.embedded.prometheus.api.PrometheusRoutes;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The systems behind the data sources, stand-ins with the contract's data; a property puts a real one in their place. */
final class Systems implements AutoCloseable {
    private static final String PROPERTY = "plumbline.upstream.";

    private final Contract contract;
    private final List<AutoCloseable> started = new ArrayList<>();

    Systems(Contract contract) {
        this.contract = contract;
    }

    /** Returns the address of a system, or empty where the contract holds no data for it. */
    Optional<String> url(String system) throws Exception {
        String real = System.getProperty(PROPERTY + system, "");
        if (!real.isEmpty()) {
            return Optional.of(real);
        }
        return switch (system) {
            case "prometheus" -> prometheus();
            default -> Optional.empty();
        };
    }

    private Optional<String> prometheus() throws Exception {
        Optional<String> data = contract.text("data/metrics.om");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Tsdb tsdb = BlockLoader.load(data.get());
        Routes routes = new Routes()
                .get(
                        "/api/v1/status/buildinfo",
                        r -> Response.json(200, Map.of("status", "success", "data", Map.of())));
        PrometheusRoutes.addData(routes, tsdb, new Engine(tsdb, () -> 60_000L), Clock.systemUTC(), 300_000);
        return Optional.of(listening("prometheus", routes));
    }

    private String listening(String name, Routes routes) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpService service = HttpService.start(name, any, routes, line -> {});
        started.add(service);
        return "http://127.0.0.1:" + service.address().getPort();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
    }
}
