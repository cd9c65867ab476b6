package dev.plumbline.embedded.engine;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers {@code GET /containers/{id}/stats?stream=false}. */
final class StatsEndpoint {
    private final Clock clock;

    StatsEndpoint(Clock clock) {
        this.clock = clock;
    }

    Response answer(Request request, EngineContainer container) {
        if (request.parameter("stream").isEmpty() || LogsEndpoint.flag(request, "stream")) {
            throw EngineException.refused("a stream of stats; ask with stream=false");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", container.id());
        json.put("name", "/" + container.name());
        json.put("preread", "0001-01-01T00:00:00Z");
        if (container.pid().isEmpty()) {
            json.put("read", "0001-01-01T00:00:00Z");
            json.put("pids_stats", Map.of());
            json.put("cpu_stats", Map.of("cpu_usage", Map.of("total_usage", 0)));
            json.put("memory_stats", Map.of());
            return Response.json(200, json);
        }
        Usage usage = new Usage(container.pid().getAsLong());
        json.put("read", clock.instant().toString());
        json.put("pids_stats", Map.of("current", usage.threads()));
        json.put("blkio_stats", usage.blocks());
        json.put("num_procs", 0);
        json.put("cpu_stats", usage.cpu());
        json.put("precpu_stats", Map.of("cpu_usage", Map.of("total_usage", 0)));
        json.put("memory_stats", usage.memory());
        json.put("networks", usage.networks());
        return Response.json(200, json);
    }
}
