package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoTimeException;
import dev.plumbline.collector.golang.GoTimeLayout;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code stage.docker}: opens a line of Docker's json-file format; any other line passes as it is. */
final class DockerStage implements Change {
    private final GoTimeLayout layout = GoTimeLayout.of(GoTimeLayout.RFC3339_NANO);

    static Optional<Stage> read(StageBlock block) {
        return Optional.of(new DockerStage());
    }

    @Override
    public void change(Draft draft) {
        Map<String, String> parsed = parsed(draft.line());
        String log = parsed.getOrDefault("log", "");
        if (log.isEmpty()) {
            return;
        }
        String stream = parsed.getOrDefault("stream", "");
        String time = parsed.getOrDefault("time", "");
        draft.extract("output", log);
        draft.extract("stream", stream);
        draft.extract("timestamp", time);
        draft.line(log);
        draft.label("stream", stream);
        try {
            draft.timestamp(layout.parse(time));
        } catch (GoTimeException e) {
            // a line without a readable time keeps the one it came with
        }
    }

    /** Returns the three fields, whatever the case of their names; nothing if one of them is no string. */
    private static Map<String, String> parsed(String line) {
        Map<String, String> parsed = new HashMap<>();
        try {
            for (Map.Entry<String, Json> field :
                    JsonReader.readObject(line).fields().entrySet()) {
                for (String name : new String[] {"log", "stream", "time"}) {
                    if (!field.getKey().equalsIgnoreCase(name) || field.getValue() instanceof Json.Null) {
                        continue;
                    }
                    if (!(field.getValue() instanceof Json.Text text)) {
                        return Map.of();
                    }
                    parsed.put(name, text.value());
                }
            }
        } catch (JsonException e) {
            return Map.of();
        }
        return parsed;
    }
}
