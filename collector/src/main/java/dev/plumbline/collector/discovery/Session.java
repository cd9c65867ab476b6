package dev.plumbline.collector.discovery;

import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Watches an engine over one connection: subscribes to events first, lists second, so that nothing falls between, and
 * looks at the whole list again after a while, because a slow subscriber loses events.
 */
final class Session implements AutoCloseable {
    private static final int MOST_BY_ID = 50;
    private static final Json END = Json.none();

    private final DockerOptions options;
    private final ContainerEngine engine;
    private final Clock clock;
    private final DiscoveryMetrics metrics;
    private final BiConsumer<List<Map<String, String>>, Boolean> publish;
    private final BlockingQueue<Json> events = new ArrayBlockingQueue<>(4096);
    private final AtomicBoolean overflow = new AtomicBoolean();
    private final Containers containers;
    private Map<String, Map<String, String>> networks = Map.of();
    private volatile boolean worked;
    private volatile boolean closed;

    Session(
            DockerOptions options,
            ContainerEngine engine,
            Clock clock,
            DiscoveryMetrics metrics,
            BiConsumer<List<Map<String, String>>, Boolean> publish) {
        this.options = options;
        this.engine = engine;
        this.clock = clock;
        this.metrics = metrics;
        this.publish = publish;
        this.containers = new Containers(options.includeOwn() ? Optional.empty() : OwnContainer.id());
    }

    /** Tells whether the engine has answered at all. */
    boolean worked() {
        return worked;
    }

    /** Watches until the engine ends the stream, fails, or this is closed. */
    void run() throws IOException, InterruptedException {
        try (ContainerEngine.Stream stream = engine.stream(options.eventsQuery())) {
            Thread.ofVirtual().name("events").start(() -> read(stream));
            reconcile();
            worked = true;
            Instant next = clock.instant().plus(options.refresh());
            while (!closed) {
                long wait = Math.max(
                        0, java.time.Duration.between(clock.instant(), next).toMillis());
                Json event = events.poll(Math.min(wait, 1000), TimeUnit.MILLISECONDS);
                if (event != null && !handle(event)) {
                    return;
                }
                if (overflow.getAndSet(false) || !clock.instant().isBefore(next)) {
                    reconcile();
                    next = clock.instant().plus(options.refresh());
                }
            }
        }
    }

    private void read(ContainerEngine.Stream stream) {
        try {
            while (stream.hasNext()) {
                if (!events.offer(stream.next())) {
                    overflow.set(true);
                }
            }
        } catch (RuntimeException e) {
            // broken: as good as ended, the next session tells why
        }
        events.clear();
        events.add(END);
    }

    private void reconcile() throws IOException {
        Instant began = clock.instant();
        Json list = engine.get(options.listQuery(List.of()));
        readNetworks();
        Instant now = clock.instant();
        containers.seenAll(list, now);
        containers.forget(now);
        publish.accept(targets(), false);
        metrics.refreshed(
                java.time.Duration.between(began, clock.instant()),
                containers.rows().size());
    }

    /** A read-only proxy may not let networks through: then a container's own word of them has to do. */
    private void readNetworks() throws IOException {
        try {
            networks = TargetLabels.networks(engine.get("/networks"));
        } catch (EngineException e) {
            networks = Map.of();
        }
    }

    /** Handles an event and all that came with it; false where the stream has ended. */
    private boolean handle(Json first) throws IOException {
        List<Json> batch = new ArrayList<>(List.of(first));
        events.drainTo(batch);
        Map<String, Json> look = new LinkedHashMap<>();
        boolean started = false;
        boolean known = false;
        boolean any = false;
        for (Json event : batch) {
            if (event.equals(END)) {
                return false;
            }
            metrics.event();
            String id = id(event);
            String action = action(event);
            any = true;
            if (action.equals("destroy")) {
                look.remove(id);
                containers.removed(id, clock.instant());
            } else {
                look.merge(id, event, (a, b) -> isStart(a) ? a : b);
                started |= action.equals("start");
                known |= action.equals("start") && containers.knows(id);
            }
        }
        if (known) {
            // Who lives for a moment is gone before it is looked at again: whoever knows it reads it now.
            publish.accept(targets(), true);
        }
        look(look);
        if (any) {
            publish.accept(targets(), started);
        }
        return true;
    }

    /** Engines before API version 1.22 say what happened in the fields {@code status} and {@code id}. */
    private static String action(Json event) {
        return event.at(event.has("Action") ? "Action" : "status").text();
    }

    private static String id(Json event) {
        Json actor = event.at("Actor");
        return (actor.has("ID") ? actor.at("ID") : event.at("id")).text();
    }

    private static boolean isStart(Json event) {
        return action(event).equals("start");
    }

    private void look(Map<String, Json> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        boolean whole = events.size() > MOST_BY_ID || options.filters().containsKey("id");
        Json list = engine.get(options.listQuery(whole ? List.of() : List.copyOf(events.keySet())));
        if (whole) {
            containers.seenAll(list, clock.instant());
        } else {
            list.elements().forEach(containers::seen);
        }
        events.forEach(this::missed);
        if (unknownNetwork(list)) {
            readNetworks();
        }
    }

    /** Makes a target of a container that was started and is gone before it could be listed: it was there. */
    private void missed(String id, Json event) {
        if (isStart(event) && !containers.knows(id) && options.filtersByLabelAlone()) {
            containers.seen(GoneContainer.row(id, event));
            containers.removed(id, clock.instant());
        }
    }

    private boolean unknownNetwork(Json list) {
        for (Json row : list.elements()) {
            for (Json endpoint :
                    row.at("NetworkSettings").at("Networks").fields().values()) {
                String id = endpoint.at("NetworkID").text();
                if (!networks.isEmpty() && !id.isEmpty() && !networks.containsKey(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Map<String, String>> targets() {
        Map<String, Json> rows = containers.rows();
        List<Map<String, String>> targets = new ArrayList<>();
        rows.values().forEach(row -> targets.addAll(options.labels().of(row, rows, networks)));
        return targets;
    }

    /** Ends it; who runs it returns soon. */
    @Override
    public void close() {
        closed = true;
        try {
            engine.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
