package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.json.JsonWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code stage.pack}: moves labels and extracted values into the line, which becomes a JSON object. */
final class PackStage implements Change {
    private final List<String> names;
    private final boolean ingestTimestamp;
    private final Clock clock;

    private PackStage(List<String> names, boolean ingestTimestamp, Clock clock) {
        this.names = names;
        this.ingestTimestamp = ingestTimestamp;
        this.clock = clock;
    }

    static Optional<Stage> read(StageBlock block) {
        return Optional.of(new PackStage(
                block.arguments().texts("labels"),
                block.arguments().flag("ingest_timestamp", true),
                block.environment().clock()));
    }

    @Override
    public void change(Draft draft) {
        Map<String, String> packed = new TreeMap<>();
        for (String name : names) {
            draft.extractedText(name).ifPresent(value -> packed.put(name, value));
        }
        StringBuilder line = new StringBuilder("{");
        packed.forEach((name, value) -> line.append(JsonWriter.quoted(name))
                .append(':')
                .append(JsonWriter.quoted(value))
                .append(','));
        line.append("\"_entry\":").append(JsonWriter.quoted(draft.line())).append('}');
        packed.keySet().forEach(draft::removeLabel);
        draft.line(line.toString());
        if (ingestTimestamp) {
            Instant now = clock.instant();
            draft.timestamp(now.getEpochSecond() * 1_000_000_000L + now.getNano());
        }
    }
}
