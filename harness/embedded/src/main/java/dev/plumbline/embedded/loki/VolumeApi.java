package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.loki.QueryParameters.Bounds;
import dev.plumbline.embedded.loki.StoredStream.Extent;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.Matcher;
import dev.plumbline.embedded.loki.logql.Parser;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Answers how much is stored: a stream counts as one chunk, by the share of its time that the question covers, as Loki
 * counts what it has not yet written to the store.
 */
final class VolumeApi {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private final Settings settings;
    private final Clock clock;

    VolumeApi(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Response stats(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = parameters.range().bounds();
        QueryParameters.checkLength(bounds, 0, settings);
        long from = Math.floorDiv(bounds.start(), MILLISECOND) * MILLISECOND;
        long through = Math.ceilDiv(bounds.end(), MILLISECOND) * MILLISECOND;
        long[] sums = new long[3];
        tenant.store().extents(Parser.matchers(parameters.text("query"), true), (labels, extent) -> {
            if (overlaps(extent, from, through)) {
                double share = share(extent, from, through);
                sums[0]++;
                sums[1] += (long) (share * extent.bytes());
                sums[2] += (long) (share * extent.entries());
            }
        });
        return Response.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("streams", sums[0])
                        .put("chunks", sums[0])
                        .put("bytes", sums[1])
                        .put("entries", sums[2]));
    }

    /** One sum for the whole time. */
    Response volume(Tenant tenant, Request request) {
        return answer(tenant, request, false);
    }

    /** A sum for each step. */
    Response volumeRange(Tenant tenant, Request request) {
        return answer(tenant, request, true);
    }

    private record Wish(List<Matcher> matchers, List<String> targets, boolean byLabels, int limit) {}

    private static void checkAggregation(String by) {
        if (!Set.of("", "series", "labels").contains(by)) {
            throw QueryParameters.bad("invalid aggregation option");
        }
    }

    private Response answer(Tenant tenant, Request request, boolean stepped) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        String limit = parameters.text("limit");
        int most = limit.equals("0") ? 100 : parameters.limit("limit", 100);
        String by = parameters.text("aggregateBy");
        Bounds bounds;
        long step = 0;
        if (stepped) {
            QueryParameters.Range range = parameters.range();
            bounds = range.bounds();
            step = range.step() / MILLISECOND * MILLISECOND;
            checkAggregation(by);
        } else {
            parameters.time();
            checkAggregation(by);
            bounds = parameters.ordered();
        }
        QueryParameters.checkLength(bounds, 0, settings);
        if (!settings.volume()) {
            throw new ApiError(404, "not found");
        }
        String query = parameters.text("query");
        List<Matcher> matchers = query.equals("{}") ? List.of() : Parser.matchers(query, true);
        String targets = parameters.text("targetLabels");
        Wish wish = new Wish(
                matchers,
                targets.isEmpty() ? List.of() : Arrays.asList(targets.split(",", -1)),
                by.equals("labels"),
                most);
        return write(buckets(tenant.store(), wish, bounds, step));
    }

    private static Map<Long, Map<Labels, Long>> buckets(LogStore store, Wish wish, Bounds bounds, long step) {
        long start = Math.floorDiv(bounds.start(), MILLISECOND) * MILLISECOND;
        long end = Math.ceilDiv(bounds.end(), MILLISECOND) * MILLISECOND;
        Map<Long, Map<Labels, Long>> buckets = new TreeMap<>();
        if (step <= 0) {
            buckets.put(end, cut(sums(store, wish, start, end), wish));
            return buckets;
        }
        long from = start;
        for (long at = start - Math.floorMod(start, step); at < end; at += step) {
            long to = at + step < end ? at + step - MILLISECOND : end;
            buckets.put(to, cut(sums(store, wish, from, to), wish));
            from = at + step;
        }
        return buckets;
    }

    private static Map<Labels, Long> cut(Map<Labels, Long> sums, Wish wish) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.<Labels, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(e -> e.getKey().toString()))
                .limit(wish.limit())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Labels, Long> sums(LogStore store, Wish wish, long from, long through) {
        long first = Math.floorDiv(from, SECOND) * SECOND;
        long last = Math.floorDiv(through, SECOND) * SECOND;
        List<Matcher> matchers = new ArrayList<>(wish.matchers());
        for (String target : wish.targets()) {
            if (matchers.stream().noneMatch(m -> m.name().equals(target))) {
                matchers.add(Matcher.of(target, Matcher.Type.REGEXP, ".+"));
            }
        }
        Set<String> shown = wish.targets().isEmpty()
                ? matchers.stream().map(Matcher::name).collect(Collectors.toSet())
                : Set.copyOf(wish.targets());
        boolean all = matchers.isEmpty();
        Map<Labels, Long> sums = new HashMap<>();
        store.extents(matchers, (labels, extent) -> {
            if (last <= extent.first() || first > extent.last()) {
                return;
            }
            long size = overlaps(extent, first, last) ? (long) (extent.bytes() * share(extent, first, last)) : 0;
            Map<String, String> names = new TreeMap<>();
            labels.forEach((name, value) -> {
                if (all || shown.contains(name)) {
                    names.put(name, value);
                }
            });
            if (wish.byLabels()) {
                (wish.targets().isEmpty() ? labels.toMap() : names)
                        .keySet()
                        .forEach(name -> sums.merge(Labels.named(name), size, Long::sum));
            } else {
                sums.merge(Labels.of(names), size, Long::sum);
            }
        });
        return sums;
    }

    private static boolean overlaps(Extent extent, long from, long through) {
        return from < extent.last() && through > extent.first();
    }

    private static double share(Extent extent, long from, long through) {
        if (extent.first() == extent.last()) {
            return 1;
        }
        long total = extent.last() - extent.first();
        long before = Math.max(0, from - extent.first());
        long after = Math.max(0, extent.last() - through);
        return (double) (total - (before + after)) / total;
    }

    private static Response write(Map<Long, Map<Labels, Long>> buckets) {
        Map<Labels, ArrayNode> series = new TreeMap<>();
        buckets.forEach((at, sums) -> sums.forEach((labels, sum) -> Answers.point(
                series.computeIfAbsent(labels, l -> JsonNodeFactory.instance.arrayNode())
                        .addArray(),
                at,
                sum)));
        boolean matrix = series.values().stream().anyMatch(points -> points.size() > 1);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        series.forEach((labels, points) -> {
            ObjectNode one = result.addObject();
            ObjectNode metric = one.putObject("metric");
            labels.forEach(metric::put);
            if (matrix) {
                one.set("values", points);
            } else {
                one.set("value", points.get(0));
            }
        });
        return Answers.data(matrix ? "matrix" : "vector", result);
    }
}
