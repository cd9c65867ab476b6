package dev.plumbline.collector.write;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoBytes;
import dev.plumbline.collector.golang.GoDuration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the {@code endpoint} blocks of {@code loki.write}. */
final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private static final Schema SCHEMA =
            Schemas.lokiWrite().block("endpoint").orElseThrow().schema();

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
        withoutEffect(block);
        return new Endpoint(
                block,
                in.text("name").filter(n -> !n.isEmpty()).orElse("endpoint-" + index),
                URI.create(in.text("url", "")),
                duration(in, "batch_wait"),
                Math.clamp(size(in, "batch_size"), 1, 64 << 20),
                duration(in, "remote_timeout"),
                duration(in, "min_backoff_period"),
                duration(in, "max_backoff_period"),
                in.text("tenant_id", ""),
                headers(block),
                Authorization.of(block),
                ClientOptions.of(block),
                in.flag("follow_redirects", true),
                in.flag("retry_on_http_429", true));
    }

    private static Map<String, List<String>> headers(Block block) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Arguments.of(block).map("headers").forEach((name, value) -> headers.put(name, List.of(value)));
        block.attribute("http_headers").ifPresent(a -> {
            if (a.value() instanceof Value.Obj lists) {
                lists.fields().forEach((name, values) -> headers.put(name, texts(values)));
            }
        });
        return headers;
    }

    private static List<String> texts(Value value) {
        return switch (value) {
            case Value.Array array ->
                array.elements().stream().flatMap(v -> texts(v).stream()).toList();
            case Value.Secret secret -> List.of(secret.value());
            case Value.Text text -> List.of(text.value());
            default -> List.of();
        };
    }

    /** Says what is taken so that a file of Alloy's runs, and does nothing. */
    private static void withoutEffect(Block block) {
        block.attribute("max_backoff_retries")
                .ifPresent(a -> LOG.warn(
                        "{}: max_backoff_retries has no effect: delivery is tried again until Loki answers",
                        a.valuePosition()));
        block.blocks("tls_config").stream()
                .filter(tls -> Arguments.of(tls).flag("insecure_skip_verify", false))
                .forEach(tls -> LOG.warn(
                        "{}: insecure_skip_verify is set: anybody on the way can read and change what is sent",
                        tls.position()));
        block.blocks("queue_config")
                .forEach(b -> LOG.warn(
                        "{}: queue_config has no effect: a full queue always holds up the reader, nothing is dropped",
                        b.position()));
    }

    private static Duration duration(Arguments in, String name) {
        return Duration.ofNanos(text(in, name, GoDuration::parse));
    }

    private static long size(Arguments in, String name) {
        return text(in, name, GoBytes::parse);
    }

    /** Returns what stands there, else the schema's default: it is said there and nowhere else. */
    private static <T> T text(Arguments in, String name, Function<String, Optional<T>> parse) {
        return in.text(name)
                .flatMap(parse)
                .or(() -> parse.apply(fallback(name)))
                .orElseThrow(() -> new IllegalStateException("the schema has no usable default for " + name));
    }

    private static String fallback(String name) {
        return SCHEMA.attribute(name)
                .map(rule -> rule.fallback().replace("\"", ""))
                .orElse("");
    }
}
