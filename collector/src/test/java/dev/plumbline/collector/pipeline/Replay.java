package dev.plumbline.collector.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends recorded lines through a pipeline and returns what came out, in the form of a recording. */
public final class Replay {
    /** When Alloy was recorded, where the recording does not tell. */
    public static final Instant RECORDED = Instant.parse("2026-11-22T12:20:00Z");

    private static final Receipt NOBODY = new Receipt() {
        @Override
        public void expect(int more) {}

        @Override
        public void sent() {}

        @Override
        public void dropped(String reason) {}

        @Override
        public void refused(String reason) {}
    };

    private Replay() {}

    /** Runs stages over recorded entries; refuses a pipeline with problems by telling them. */
    public static JsonNode run(String stages, JsonNode in, Instant now) {
        Block outer = Written.block("loki.process", stages);
        Problems problems = new Problems();
        List<Entry> out = new ArrayList<>();
        try (Timer timer = new SystemTimer("replay")) {
            Environment environment = new Environment(new CheckMetrics(), timer, Clock.fixed(now, ZoneOffset.UTC));
            List<Stage> read = StageFactory.read(outer.blocks(), new StageBlock(outer, problems, environment));
            if (!problems.none()) {
                throw new IllegalArgumentException(problems.inOrder().toString());
            }
            Pipeline pipeline = new Pipeline(read, out::add);
            in.forEach(entry -> pipeline.accept(entry(entry)));
            pipeline.flush();
        }
        ArrayNode recorded = JsonNodeFactory.instance.arrayNode();
        out.forEach(entry -> recorded.add(recorded(entry)));
        return recorded;
    }

    private static Entry entry(JsonNode recorded) {
        Map<String, String> labels = new TreeMap<>();
        recorded.path("labels")
                .properties()
                .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        Map<String, String> metadata = new TreeMap<>();
        recorded.path("metadata")
                .properties()
                .forEach(l -> metadata.put(l.getKey(), l.getValue().asText()));
        byte[] line = recorded.path("line").asText().getBytes(StandardCharsets.UTF_8);
        return new Entry(
                Labels.of(labels),
                Long.parseLong(recorded.path("ts").asText()),
                line,
                0,
                line.length,
                metadata,
                NOBODY);
    }

    private static ObjectNode recorded(Entry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("labels", labels(entry.labels().byName()));
        node.put("ts", Long.toString(entry.timestamp()));
        node.put("line", entry.line());
        if (!entry.structuredMetadata().isEmpty()) {
            ObjectNode metadata = node.putObject("metadata");
            entry.structuredMetadata().forEach(metadata::put);
        }
        String tenant = entry.labels().byName().get(TenantStage.LABEL);
        if (tenant != null) {
            node.put("tenant", tenant);
        }
        return node;
    }

    /** Writes labels as Loki gets them: sorted, quoted, without those that begin with two underscores. */
    public static String labels(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(labels).forEach((name, value) -> {
            if (!name.startsWith("__")) {
                pairs.add(name + "=" + dev.plumbline.collector.golang.GoStrings.quote(value));
            }
        });
        return "{" + String.join(", ", pairs) + "}";
    }
}
