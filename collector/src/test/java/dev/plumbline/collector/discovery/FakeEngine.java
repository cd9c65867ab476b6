package dev.plumbline.collector.discovery;

import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
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
    final List<String> asked = new ArrayList<>();
    final Map<String, Json> containers = new LinkedHashMap<>();
    private final BlockingQueue<Json> events = new LinkedBlockingQueue<>();
    private boolean networksRefused;

    static Json row(String id, String name) {
        Map<String, String> bridge = Map.of("NetworkID", "b1", "IPAddress", "172.17.0.2");
        return Json.of(Map.of(
                "Id", id,
                "Names", List.of("/" + name),
                "Labels", Map.of(),
                "HostConfig", Map.of("NetworkMode", "default"),
                "NetworkSettings", Map.of("Networks", Map.of("bridge", bridge)),
                "Ports", List.of()));
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
        event(action, id, Map.of());
    }

    /** Says an event with what an engine tells of the container in it. */
    void event(String action, String id, Map<String, String> attributes) {
        Map<String, Object> actor = Map.of("ID", id, "Attributes", attributes);
        events.add(Json.of(Map.of("Type", "container", "Action", action, "Actor", actor)));
    }

    void endOfEvents() {
        events.add(Json.none());
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized Json get(String path) throws IOException {
        asked.add(path);
        if (path.equals("/networks")) {
            if (networksRefused) {
                throw new EngineException(403, "refused by the proxy");
            }
            return Json.of(List.of(Map.of("Id", "b1", "Name", "bridge", "Scope", "local")));
        }
        List<Json> list = new ArrayList<>();
        String filters = URLDecoder.decode(path.replaceFirst("^[^?]*\\?(.*filters=)?", ""), StandardCharsets.UTF_8);
        containers.forEach((id, row) -> {
            if (!path.contains("filters=") || wanted(filters, id)) {
                list.add(row);
            }
        });
        return new Json.Array(list);
    }

    private static boolean wanted(String filters, String id) {
        try {
            Json asked = JsonReader.read(filters);
            return !asked.has("id") || asked.at("id").elements().contains(new Json.Text(id));
        } catch (JsonException e) {
            throw new IllegalStateException(filters, e);
        }
    }

    @Override
    public Stream stream(String path) {
        return new Stream() {
            private Json next = Json.none();

            @Override
            public boolean hasNext() {
                try {
                    next = events.take();
                } catch (InterruptedException e) {
                    return false;
                }
                return !next.equals(Json.none());
            }

            @Override
            public Json next() {
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
