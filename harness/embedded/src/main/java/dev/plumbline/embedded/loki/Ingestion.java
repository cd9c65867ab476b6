package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks and stores what is pushed: what is good is stored even where something else in the request is not. */
final class Ingestion {
    private static final int SHOWN = 10;

    private final Settings settings;
    private final Clock clock;
    private final LokiMetrics metrics;
    private final LevelDetector levels;

    Ingestion(Settings settings, Clock clock, LokiMetrics metrics) {
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.levels = new LevelDetector(settings.levelFields(), settings.levelDepth());
    }

    /**
     * Stores entries.
     *
     * @throws ApiError 400 for bad entries, 422 without any stream, 429 over a rate
     */
    void push(Tenant tenant, List<PushStream> request, String format) {
        if (request.isEmpty()) {
            throw new ApiError(422, "error at least one valid stream is required for ingestion");
        }
        long now = Times.nanos(clock.instant());
        List<String> problems = new ArrayList<>();
        List<PushStream> good = new ArrayList<>();
        long size = 0;
        long count = 0;
        EntryCheck check = new EntryCheck(settings, now);
        for (PushStream pushed : request) {
            metrics.received(tenant.id(), format, pushed);
            if (pushed.entries().isEmpty()) {
                continue;
            }
            Labels labels = format.equals("otlp") ? pushed.labels() : withServiceName(pushed.labels());
            List<Entry> entries = check.good(labels, pushed.entries(), problems);
            for (int i = 0; i < entries.size(); i++) {
                if (settings.levels() && settings.metadata()) {
                    entries.set(i, levels.detect(labels, entries.get(i)));
                }
                size += size(entries.get(i));
            }
            count += entries.size();
            if (!entries.isEmpty()) {
                good.add(new PushStream(labels, entries));
            }
        }
        problems.forEach(p -> metrics.discarded(tenant.id(), format, p));
        if (!good.isEmpty() && !tenant.rate().take(size, now)) {
            throw new ApiError(
                    429,
                    "ingestion rate limit exceeded for user " + tenant.id() + " (limit: " + (long) settings.rateBytes()
                            + " bytes/sec) while attempting to ingest '" + count + "' lines totaling '" + size
                            + "' bytes, reduce log volume or contact your Loki administrator to see if the limit can"
                            + " be increased");
        }
        for (PushStream stream : good) {
            store(tenant, stream, now);
        }
        if (!problems.isEmpty()) {
            throw new ApiError(400, grouped(problems));
        }
    }

    static long size(Entry entry) {
        long[] size = {entry.line().getBytes(StandardCharsets.UTF_8).length};
        entry.metadata().forEach((name, value) -> size[0] += name.length() + value.length());
        return size[0];
    }

    private Labels withServiceName(Labels labels) {
        if (settings.serviceNames().isEmpty() || labels.has("service_name")) {
            return labels;
        }
        Map<String, String> more = labels.toMap();
        more.put(
                "service_name",
                settings.serviceNames().stream()
                        .map(labels::get)
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("unknown_service"));
        return Labels.of(more);
    }

    private static String grouped(List<String> problems) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        problems.forEach(p -> counts.merge(p, 1, Integer::sum));
        if (counts.size() == 1 && problems.size() == 1) {
            return problems.getFirst();
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((problem, n) -> parts.add(n + " errors like: " + problem));
        return String.join("; ", parts);
    }

    private void store(Tenant tenant, PushStream pushed, long now) {
        Labels labels = pushed.labels();
        LogStore store = tenant.store();
        if (store.stream(labels).isEmpty() && settings.streams() > 0 && store.size() >= settings.streams()) {
            throw new ApiError(
                    429,
                    "maximum active stream limit exceeded when trying to create stream " + labels
                            + ", reduce the number of active streams (reduce labels or reduce label values), or"
                            + " contact your Loki administrator to see if the limit can be increased, user: '"
                            + tenant.id() + "'");
        }
        StoredStream stream = store.create(labels);
        List<String> failures = new ArrayList<>();
        int status = 400;
        long newest = stream.newest();
        for (Entry entry : pushed.entries()) {
            long oldest = newest - settings.outOfOrder();
            if (newest != Long.MIN_VALUE && entry.timestamp() < oldest) {
                failures.add(ignored(
                        entry,
                        "entry too far behind, entry timestamp is: " + Times.seconds(entry.timestamp())
                                + ", oldest acceptable timestamp is: " + Times.seconds(oldest)));
                status = 400;
            } else if (!tenant.rate(labels, now).take(size(entry), now)) {
                failures.add(ignored(entry, overRate(labels, entry)));
                status = 429;
            } else {
                stream.add(entry);
                newest = Math.max(newest, entry.timestamp());
            }
        }
        if (!failures.isEmpty()) {
            String shown = String.join("", failures.subList(0, Math.min(SHOWN, failures.size())));
            throw new ApiError(
                    status,
                    shown + "user '" + tenant.id() + "', total ignored: " + failures.size() + " out of "
                            + pushed.entries().size() + " for stream: " + labels);
        }
    }

    private static String ignored(Entry entry, String reason) {
        return "entry with timestamp " + Times.go(entry.timestamp()) + " ignored, reason: '" + reason + "',\n";
    }

    private String overRate(Labels labels, Entry entry) {
        return "Per stream rate limit exceeded (limit: " + Sizes.show((long) settings.streamRateBytes())
                + "/sec) while attempting to ingest for stream '" + labels + "' totaling " + Sizes.show(size(entry))
                + ", consider splitting a stream via additional labels or contact your Loki administrator to see if"
                + " the limit can be increased";
    }
}
