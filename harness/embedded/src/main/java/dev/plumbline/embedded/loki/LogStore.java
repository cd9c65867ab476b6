package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.LogSource;
import dev.plumbline.embedded.loki.logql.Matcher;
import dev.plumbline.embedded.loki.logql.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Streams of one tenant, in memory; safe for use by many threads. */
final class LogStore implements LogSource {
    private final Map<Labels, StoredStream> streams = new ConcurrentSkipListMap<>();
    private final AtomicLong created = new AtomicLong();

    /** Finds a stream, or empty if nothing was ever stored in it. */
    Optional<StoredStream> stream(Labels labels) {
        return Optional.ofNullable(streams.get(labels));
    }

    StoredStream create(Labels labels) {
        return streams.computeIfAbsent(labels, l -> {
            created.incrementAndGet();
            return new StoredStream();
        });
    }

    int size() {
        return streams.size();
    }

    long created() {
        return created.get();
    }

    @Override
    public List<Stream> select(List<Matcher> matchers, long from, long before) {
        List<Stream> found = new ArrayList<>();
        streams.forEach((labels, stream) -> {
            if (matches(matchers, labels)) {
                List<Entry> entries = stream.between(from, before);
                if (!entries.isEmpty()) {
                    found.add(new Stream(labels, entries));
                }
            }
        });
        return found;
    }

    static boolean matches(List<Matcher> matchers, Labels labels) {
        for (Matcher m : matchers) {
            if (!m.matches(labels.get(m.name()))) {
                return false;
            }
        }
        return true;
    }

    /** Hands over each stream that matches, with what it takes. */
    void extents(List<Matcher> matchers, BiConsumer<Labels, StoredStream.Extent> consumer) {
        streams.forEach((labels, stream) -> {
            if (matches(matchers, labels)) {
                stream.extent().ifPresent(extent -> consumer.accept(labels, extent));
            }
        });
    }

    /** Lists the labels of streams that match and reach into a time, both ends inclusive. */
    List<Labels> labels(List<Matcher> matchers, long from, long to) {
        List<Labels> found = new ArrayList<>();
        extents(matchers, (labels, extent) -> {
            if (extent.first() <= to && extent.last() >= from) {
                found.add(labels);
            }
        });
        return found;
    }

    /** Lists the labels of all streams that match if any stream reaches into a time: an index is looked up as a whole. */
    List<Labels> indexed(List<Matcher> matchers, long from, long to) {
        return spans(from, to) ? labels(matchers, Long.MIN_VALUE, Long.MAX_VALUE) : List.of();
    }

    private boolean spans(long from, long to) {
        long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE};
        extents(List.of(), (labels, extent) -> {
            bounds[0] = Math.min(bounds[0], extent.first());
            bounds[1] = Math.max(bounds[1], extent.last());
        });
        return bounds[0] <= to && bounds[1] >= from;
    }
}
