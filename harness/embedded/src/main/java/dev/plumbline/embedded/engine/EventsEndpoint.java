package dev.plumbline.embedded.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers {@code GET /events}: what has happened since, then what happens, one JSON object a line. */
final class EventsEndpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> KNOWN = Set.of("type", "event", "container", "image", "label", "network", "scope");
    private static final Set<String> REFUSED =
            Set.of("config", "daemon", "node", "plugin", "secret", "service", "volume");

    private final EventLog events;
    private final Clock clock;

    EventsEndpoint(EventLog events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    Response answer(Request request) {
        Filters filters = Filters.parse(request.parameter("filters"), KNOWN, REFUSED);
        Optional<Instant> since = EngineTime.parse(request.parameter("since"), clock);
        Optional<Instant> until = EngineTime.parse(request.parameter("until"), clock);
        // Taken before the answer begins: what happens from now on is not missed.
        long last = events.last();
        List<EventLog.Event> past = since.map(events::since).orElse(List.of());
        return Response.streaming(200, "application/json", out -> {
            long number = last;
            for (EventLog.Event event : past) {
                number = Math.max(number, event.number());
                write(event, filters, until, out);
            }
            out.flush();
            try {
                follow(number, filters, until, out);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the client went away");
            }
        });
    }

    private void follow(long from, Filters filters, Optional<Instant> until, OutputStream out)
            throws IOException, InterruptedException {
        long number = from;
        while (until.isEmpty() || clock.instant().isBefore(until.get())) {
            Optional<List<EventLog.Event>> next = events.after(number);
            if (next.isEmpty()) {
                return;
            }
            for (EventLog.Event event : next.get()) {
                number = event.number();
                write(event, filters, until, out);
            }
            out.flush();
        }
    }

    private static void write(EventLog.Event event, Filters filters, Optional<Instant> until, OutputStream out)
            throws IOException {
        if (until.map(u -> event.time().isAfter(u)).orElse(false) || !matches(event, filters)) {
            return;
        }
        out.write(JSON.writeValueAsBytes(event.json()));
        out.write('\n');
    }

    private static boolean matches(EventLog.Event event, Filters filters) {
        boolean container = event.type().equals("container");
        return filters.any("type", event.type()::equals)
                && filters.any("event", event.action()::equals)
                && filters.any("scope", "local"::equals)
                && filters.any(
                        "container",
                        c -> container
                                && (event.subject().equals(c)
                                        || c.equals(event.attributes().get("name"))))
                && filters.any(
                        "image", i -> container && i.equals(event.attributes().get("image")))
                && filters.any(
                        "network",
                        n -> !container && n.equals(event.attributes().get("name")))
                && filters.labels(event.attributes());
    }
}
