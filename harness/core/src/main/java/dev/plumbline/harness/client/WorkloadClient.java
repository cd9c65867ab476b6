package dev.plumbline.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Tells the workload what to emit. */
public final class WorkloadClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Http http;

    public WorkloadClient(Http http) {
        this.http = http;
    }

    /**
     * Has a service write lines; they are written when this returns.
     *
     * <p>Line n reads {@code level=info service=SERVICE run=RUN stamp=STAMP n=N ...}.
     *
     * @param service name of one of the workload's services
     * @param stream {@code stdout} or {@code stderr}
     * @param first number of the first of them
     * @param count how many
     * @param stamp of the caller, to find them by
     */
    public void writeLines(String service, String stream, int first, int count, String stamp) {
        ObjectNode body = JSON.createObjectNode()
                .put("service", service)
                .put("stream", stream)
                .put("first", first)
                .put("count", count)
                .put("stamp", stamp);
        http.post("/lines", body.toString()).json();
    }

    /**
     * A trace that the workload has emitted.
     *
     * @param id 32 hexadecimal digits
     * @param spans how many spans it has
     * @param services names of the services that took part
     */
    public record EmittedTrace(String id, int spans, List<String> services) {}

    /**
     * Emits one trace, and one log line of its first service that carries its id.
     *
     * @param stamp of the caller; the root span bears it as {@code plumbline.stamp}
     */
    public EmittedTrace emitTrace(String stamp) {
        JsonNode answer = http.post(
                        "/traces", JSON.createObjectNode().put("stamp", stamp).toString())
                .json();
        List<String> services = new ArrayList<>();
        answer.path("services").forEach(s -> services.add(s.asText()));
        return new EmittedTrace(
                answer.path("traceId").asText(), answer.path("spans").asInt(), services);
    }

    /**
     * Sets the gauge {@code plumbline_probe} with a label {@code stamp}.
     *
     * @param stamp of the caller
     * @param value the gauge's value
     */
    public void setProbe(String stamp, double value) {
        http.post(
                        "/metrics",
                        JSON.createObjectNode()
                                .put("stamp", stamp)
                                .put("value", value)
                                .toString())
                .json();
    }

    /** Returns the notifications that Alertmanager has sent to the workload's receiver, oldest first. */
    public List<JsonNode> notifications() {
        List<JsonNode> all = new ArrayList<>();
        http.get("/alerts").json().forEach(all::add);
        return all;
    }

    /** Returns the names of the workload's services. */
    public List<String> services() {
        List<String> all = new ArrayList<>();
        http.get("/services").json().forEach(s -> all.add(s.asText()));
        return all;
    }
}
