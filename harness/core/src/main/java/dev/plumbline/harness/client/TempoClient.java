package dev.plumbline.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.text.Counted;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks Tempo. */
public final class TempoClient {
    private final Http http;

    public TempoClient(Http http) {
        this.http = http;
    }

    /**
     * A trace as Tempo holds it.
     *
     * @param id as it was asked for
     * @param spans how many spans
     * @param services names of the services that took part
     */
    public record Trace(String id, int spans, SortedSet<String> services) {
        /**
         * Reads the answer to {@code GET /api/v2/traces/ID}, which is 200 for a trace that does not exist.
         *
         * @return the trace, or empty if the answer holds no span
         */
        public static Optional<Trace> read(String id, JsonNode answer) {
            JsonNode trace = answer.path("trace");
            int spans = 0;
            TreeSet<String> services = new TreeSet<>();
            for (JsonNode batch : trace.has("resourceSpans") ? trace.path("resourceSpans") : trace.path("batches")) {
                for (JsonNode attribute : batch.path("resource").path("attributes")) {
                    if (attribute.path("key").asText().equals("service.name")) {
                        services.add(attribute.path("value").path("stringValue").asText());
                    }
                }
                for (JsonNode scope : batch.path("scopeSpans")) {
                    spans += scope.path("spans").size();
                }
            }
            return spans == 0 ? Optional.empty() : Optional.of(new Trace(id, spans, services));
        }

        @Override
        public String toString() {
            return "trace " + id + " with " + Counted.of(spans, "span") + " of " + String.join(", ", services);
        }
    }

    /**
     * Returns a trace.
     *
     * <p>Judged by its spans and not by the status: the v2 API answers 200 for a trace that does not exist.
     *
     * @param id 1 to 32 hexadecimal digits
     * @return the trace, or empty if Tempo has no span of it
     * @throws UnexpectedAnswer on any status but 200 and 404
     */
    public Optional<Trace> trace(String id) {
        Reply reply = http.get("/api/v2/traces/" + id);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        return Trace.read(id, reply.json());
    }

    /**
     * Finds traces by TraceQL.
     *
     * @param query TraceQL
     * @param from inclusive
     * @param to exclusive
     * @return trace ids as numbers, since search results cut leading zeros off
     */
    public List<BigInteger> search(String query, Instant from, Instant to) {
        List<BigInteger> ids = new ArrayList<>();
        http.get(
                        "/api/search",
                        Map.of(
                                "q",
                                query,
                                "limit",
                                "200",
                                "start",
                                String.valueOf(from.getEpochSecond()),
                                "end",
                                String.valueOf(to.getEpochSecond() + 1)))
                .json()
                .path("traces")
                .forEach(t -> ids.add(number(t.path("traceID").asText())));
        return ids;
    }

    /** Returns a trace id as a number, as which ids with and without leading zeros are equal. */
    public static BigInteger number(String traceId) {
        return new BigInteger(traceId, 16);
    }
}
