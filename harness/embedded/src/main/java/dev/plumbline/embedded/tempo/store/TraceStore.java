package dev.plumbline.embedded.tempo.store;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps traces in memory; lookups by id see a trace at once, searches after a set time. */
public final class TraceStore {
    private Clock clock;
    private Duration searchLag;
    private final Map<String, List<Piece>> pieces = new LinkedHashMap<>();
    private final Map<String, StoredTrace> built = new LinkedHashMap<>();

    private record Piece(Instant received, ResourceSpans spans) {}

    /**
     * Makes an empty store.
     *
     * @param clock tells when spans are received
     * @param searchLag how long searches do not see a span that lookups by id see
     */
    public TraceStore(Clock clock, Duration searchLag) {
        this.clock = clock;
        this.searchLag = searchLag;
    }

    /** Goes on under another clock and lag, as after a restart; the traces stay. */
    public synchronized void reopen(Clock now, Duration lag) {
        clock = now;
        searchLag = lag;
    }

    /** Adds spans. */
    public synchronized void add(List<ResourceSpans> batches) {
        Instant now = clock.instant();
        for (ResourceSpans batch : batches) {
            Map<String, Map<List<String>, ScopeSpans.Builder>> byTrace = new LinkedHashMap<>();
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                // within one batch, scopes of one name and version are one, whatever their attributes
                List<String> key =
                        List.of(scope.getScope().getName(), scope.getScope().getVersion());
                for (Span span : scope.getSpansList()) {
                    byTrace.computeIfAbsent(Ids.trace(span.getTraceId()), id -> new LinkedHashMap<>())
                            .computeIfAbsent(key, k -> ScopeSpans.newBuilder().setScope(scope.getScope()))
                            .addSpans(span);
                }
            }
            byTrace.forEach((id, scopes) -> {
                ResourceSpans.Builder spans = ResourceSpans.newBuilder().setResource(batch.getResource());
                scopes.values().forEach(spans::addScopeSpans);
                pieces.computeIfAbsent(id, i -> new ArrayList<>()).add(new Piece(now, spans.build()));
                built.remove(id);
            });
        }
    }

    /** Returns a trace by its id, hexadecimal without leading zeros. */
    public synchronized Optional<StoredTrace> find(String id) {
        return Optional.ofNullable(pieces.get(id))
                .map(found ->
                        StoredTrace.of(id, found.stream().map(Piece::spans).toList()));
    }

    /** Returns all traces as searches see them now, in the order in which they came. */
    public synchronized List<StoredTrace> searchable() {
        Instant until = clock.instant().minus(searchLag);
        List<StoredTrace> traces = new ArrayList<>();
        pieces.forEach((id, all) -> {
            List<ResourceSpans> visible = all.stream()
                    .filter(p -> !p.received().isAfter(until))
                    .map(Piece::spans)
                    .toList();
            if (visible.size() == all.size()) {
                traces.add(built.computeIfAbsent(id, i -> StoredTrace.of(i, visible)));
            } else if (!visible.isEmpty()) {
                traces.add(StoredTrace.of(id, visible));
            }
        });
        return traces;
    }
}
