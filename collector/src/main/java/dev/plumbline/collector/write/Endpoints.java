package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.golang.GoBytes;
import dev.plumbline.collector.golang.GoDuration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code endpoint} blocks of {@code loki.write}. */
final class Endpoints {
    private Endpoints() {}

    static List<Endpoint> of(Block component) {
        List<Endpoint> all = new ArrayList<>();
        for (Block block : component.blocks("endpoint")) {
            all.add(endpoint(block, all.size()));
        }
        return all;
    }

    private static Endpoint endpoint(Block block, int index) {
        Arguments in = Arguments.of(block);
        Map<String, String> headers = new LinkedHashMap<>(in.map("headers"));
        return new Endpoint(
                in.text("name").filter(n -> !n.isEmpty()).orElse("endpoint-" + index),
                URI.create(in.text("url", "")),
                duration(in, "batch_wait", Endpoint.DEFAULT_BATCH_WAIT),
                Math.clamp(size(in, "batch_size", Endpoint.DEFAULT_BATCH_SIZE), 1, 64 << 20),
                duration(in, "remote_timeout", Duration.ofSeconds(10)),
                duration(in, "min_backoff_period", Duration.ofMillis(500)),
                duration(in, "max_backoff_period", Duration.ofMinutes(1)),
                in.text("tenant_id", ""),
                headers,
                Authorization.of(block),
                Optional.empty(),
                in.text("proxy_url").filter(p -> !p.isEmpty()).map(URI::create),
                in.flag("retry_on_http_429", true));
    }

    private static Duration duration(Arguments in, String name, Duration absent) {
        return in.text(name).flatMap(GoDuration::parse).map(Duration::ofNanos).orElse(absent);
    }

    private static long size(Arguments in, String name, long absent) {
        return in.text(name).flatMap(GoBytes::parse).orElse(absent);
    }
}
