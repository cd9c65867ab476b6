package dev.plumbline.collector.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An engine in memory: containers are put into it, events are said by the test. */
final class FakeEngine implements ContainerEngine {
    static final JsonMapper JSON = JsonMapper.builder().build();

    final List<String> asked = new ArrayList<>();
    final Map<String, JsonNode> containers = new LinkedHashMap<>();
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private boolean networksRefused;

    static JsonNode row(String id, String name) {
        ObjectNode row = JSON.createObjectNode().put("Id", id);
        row.putArray("Names").add("/" + name);
        row.putObject("Labels");
        row.putObject("HostConfig").put("NetworkMode", "default");
        row.putObject("NetworkSettings")
                .putObject("Networks")
                .putObject("bridge")
                .put("NetworkID", "b1")
                .put("IPAddress", "172.17.0.2");
        row.putArray("Ports");
        return row;
    }

    synchronized void put(String id, String name) {
        containers.put(id, row(id, name));
    }

    synchronized void remove(String id) {
        containers.remove(id);
    }

    void refuseNetworks() {
        networksRefused = true;
    }

    void event(String action, String id) {
        ObjectNode event = JSON.createObjectNode().put("Type", "container").put("Action", action);
        event.putObject("Actor").put("ID", id);
        events.add(event);
    }

    /** Says an event with what an engine tells of the container in it. */
    void event(String action, String id, Map<String, String> attributes) {
        ObjectNode event = JSON.createObjectNode().put("Type", "container").put("Action", action);
        ObjectNode actor = event.putObject("Actor").put("ID", id);
        attributes.forEach(actor.putObject("Attributes")::put);
        events.add(event);
    }

    void endOfEvents() {
        events.add(MissingNode.getInstance());
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized JsonNode get(String path) throws IOException {
        asked.add(path);
        if (path.equals("/networks")) {
            if (networksRefused) {
                throw new RefusedException(403, "refused by the proxy");
            }
            ArrayNode networks = JSON.createArrayNode();
            networks.addObject().put("Id", "b1").put("Name", "bridge").put("Scope", "local");
            return networks;
        }
        ArrayNode list = JSON.createArrayNode();
        String filters = URLDecoder.decode(path.replaceFirst("^[^?]*\\?(.*filters=)?", ""), StandardCharsets.UTF_8);
        containers.forEach((id, row) -> {
            if (!path.contains("filters=") || wanted(filters, id)) {
                list.add(row);
            }
        });
        return list;
    }

    private static boolean wanted(String filters, String id) {
        try {
            for (JsonNode value : JSON.readTree(filters).path("id")) {
                if (value.asText().equals(id)) {
                    return true;
                }
            }
            return !JSON.readTree(filters).has("id");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(filters, e);
        }
    }

    @Override
    public Stream stream(String path) {
        return new Stream() {
            private JsonNode next = MissingNode.getInstance();

            @Override
            public boolean hasNext() {
                try {
                    next = events.take();
                } catch (InterruptedException e) {
                    return false;
                }
                return !next.isMissingNode();
            }

            @Override
            public JsonNode next() {
                return next;
            }

            @Override
            public void close() {
                endOfEvents();
            }
        };
    }

    @Override
    public void close() {
        endOfEvents();
    }
}
