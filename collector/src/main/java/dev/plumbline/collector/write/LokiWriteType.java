package dev.plumbline.collector.write;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import java.net.URI;

/** Makes {@code loki.write}. */
public final class LokiWriteType implements ComponentType {
    @Override
    public String name() {
        return "loki.write";
    }

    @Override
    public Schema schema() {
        return Schemas.lokiWrite();
    }

    @Override
    public void check(Block arguments, Problems problems) {
        for (Block endpoint : arguments.blocks("endpoint")) {
            endpoint.attribute("url")
                    .filter(a -> a.value() instanceof Value.Text)
                    .ifPresent(a -> url(((Value.Text) a.value()).value(), a.valuePosition(), problems));
            Unsupported.http(endpoint, problems);
            proxy(endpoint, problems);
        }
        Unsupported.unless(
                "0", arguments, "max_streams", "the number of streams is not limited here, Loki limits it", problems);
        for (Block wal : arguments.blocks("wal")) {
            Unsupported.unless(
                    "false",
                    wal,
                    "enabled",
                    "entries wait in the sources' logs, and on disk under --storage.path while Loki is away",
                    problems);
        }
    }

    private static void proxy(Block endpoint, Problems problems) {
        endpoint.attribute("proxy_url")
                .filter(a ->
                        a.value() instanceof Value.Text text && !text.value().matches("|http://[^/:@]+:\\d+/?"))
                .ifPresent(a -> problems.add(
                        a.valuePosition(),
                        "proxy_url is not supported by this collector but as http://HOST:PORT, without a user"));
    }

    private static void url(String text, Position position, Problems problems) {
        String expected = "expected a URL such as http://loki:3100/loki/api/v1/push, found \"" + text + "\"";
        try {
            URI uri = URI.create(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null) {
                problems.add(position, expected);
            }
        } catch (IllegalArgumentException e) {
            problems.add(position, expected);
        }
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new LokiWrite(arguments, context);
    }
}
