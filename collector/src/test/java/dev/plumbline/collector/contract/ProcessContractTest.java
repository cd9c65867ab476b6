package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.pipeline.Replay;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Tally;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CollectorContract.class)
class ProcessContractTest {
    private static final String FILE = "alloy-process.json";
    private static final long DAY = 86_400_000_000_000L;
    private static final Pattern RANDOM = Pattern.compile("stage\\.sampling\\s*\\{[^}]*rate\\s*=\\s*0?\\.\\d");

    /** How a pipeline says what it does not have. */
    private static final Pattern CONSTRUCT =
            Pattern.compile("(stage\\.\\w+|function \"\\w+\") is not supported by this collector"
                    + "|(invalid label name|no named group)");

    @Test
    void pipelines_make_of_recorded_lines_what_alloy_made_of_them(Parts parts) {
        Tally tally = parts.start(Map.of());
        Instant now = parts.contract().now(FILE).orElse(Replay.RECORDED);
        parts.contract()
                .recording(FILE)
                .ifPresent(recording -> recording.path("cases").forEach(c -> ask(c, now, tally)));
        tally.check(0);
    }

    private static void ask(JsonNode recorded, Instant now, Tally tally) {
        String name = recorded.path("name").asText();
        try {
            JsonNode got = Replay.run(recorded.path("stages").asText(), recorded.path("in"), now);
            Optional<Difference> difference =
                    RANDOM.matcher(recorded.path("stages").asText()).find()
                            ? Optional.empty()
                            : Comparison.strict().compare(streams(recorded.path("out"), now), streams(got, now));
            if (difference.isPresent()) {
                tally.different(FILE, name, recorded.path("stages").asText() + "\n" + difference.get());
            } else {
                tally.answered(FILE);
            }
        } catch (IllegalArgumentException e) {
            Matcher construct = CONSTRUCT.matcher(String.valueOf(e.getMessage()));
            if (construct.find()) {
                tally.refused(
                        FILE, name, Optional.ofNullable(construct.group(1)).orElse(construct.group(2)));
            } else {
                tally.different(FILE, name, recorded.path("stages").asText() + "\nrefused: " + e.getMessage());
            }
        }
    }

    /** Between streams order means nothing; inside of one it does. The time of recording is left out. */
    private static JsonNode streams(JsonNode entries, Instant recording) {
        ObjectNode streams = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : entries) {
            String stream = Texts.sorted(entry.path("labels").asText())
                    + entry.path("tenant").asText("");
            ArrayNode of = streams.has(stream) ? (ArrayNode) streams.get(stream) : streams.putArray(stream);
            ObjectNode kept = of.addObject();
            kept.put("line", entry.path("line").asText());
            kept.set(
                    "metadata",
                    entry.path("metadata").isMissingNode()
                            ? JsonNodeFactory.instance.objectNode()
                            : entry.path("metadata"));
            long timestamp = Long.parseLong(entry.path("ts").asText());
            boolean near = Math.abs(timestamp - recording.getEpochSecond() * 1_000_000_000L) < DAY;
            kept.put("ts", near ? "now" : Long.toString(timestamp));
        }
        return streams;
    }
}
