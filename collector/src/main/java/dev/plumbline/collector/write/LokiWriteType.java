package dev.plumbline.collector.write;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import java.net.URI;
import java.util.List;

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
            ownName(arguments, endpoint, problems);
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

    /** An endpoint without a name is called by its place: no other may be called so. */
    private static void ownName(Block arguments, Block endpoint, Problems problems) {
        String name = Arguments.of(endpoint).text("name", "");
        List<Block> all = arguments.blocks("endpoint");
        for (int i = 0; i < all.size(); i++) {
            if (name.equals("endpoint-" + i)
                    && Arguments.of(all.get(i)).text("name", "").isEmpty()) {
                problems.add(
                        Arguments.of(endpoint).position("name"),
                        "expected a name of its own, found \"" + name + "\": that of an endpoint without one");
            }
        }
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
