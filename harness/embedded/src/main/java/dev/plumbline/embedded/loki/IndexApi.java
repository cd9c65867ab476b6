package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.loki.QueryParameters.Bounds;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.Matcher;
import dev.plumbline.embedded.loki.logql.Parser;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Answers what labels and series there are. */
final class IndexApi {
    private static final long DAY = 86_400_000_000_000L;

    private final Settings settings;
    private final Clock clock;
    private final Set<String> cached = ConcurrentHashMap.newKeySet();

    IndexApi(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Response labels(Tenant tenant, Request request) {
        Set<String> names = new TreeSet<>();
        for (Labels labels : streams(tenant, request, "labels")) {
            labels.forEach((name, value) -> names.add(name));
        }
        return Answers.names(names);
    }

    Response values(Tenant tenant, Request request) {
        Set<String> values = new TreeSet<>();
        String name = request.pathVariable("name");
        for (Labels labels : streams(tenant, request, "values of " + name)) {
            if (labels.has(name)) {
                values.add(labels.get(name));
            }
        }
        return Answers.names(values);
    }

    private List<Labels> streams(Tenant tenant, Request request, String what) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        String query = parameters.text("query");
        Bounds bounds = parameters.bounds();
        check(bounds, tenant.id() + "/" + what + "/" + query);
        List<Matcher> matchers = query.isEmpty() ? List.of() : Parser.matchers(query, true);
        return tenant.store().indexed(matchers, bounds.start(), bounds.end());
    }

    /** What has been answered of the start's day lies in the frontend's cache, which is left with nothing to merge. */
    private void check(Bounds bounds, String question) {
        long day = Math.floorDiv(bounds.start(), DAY);
        if (bounds.end() < bounds.start()) {
            throw cached.contains(day + "/" + question)
                    ? new ApiError(500, "merging responses requires at least one response")
                    : QueryParameters.bad("this data is no longer available, it is past now - max_query_lookback (0s)");
        }
        QueryParameters.checkLength(bounds, 0, settings);
        for (long past = Math.floorDiv(bounds.end(), DAY); day <= past; past--) {
            cached.add(past + "/" + question);
        }
    }

    Response series(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = parameters.bounds();
        List<String> selectors = new ArrayList<>(request.parameters("match"));
        selectors.addAll(request.parameters("match[]"));
        Set<Labels> found = new LinkedHashSet<>();
        if (selectors.size() > 1 && selectors.contains("{}")) {
            throw QueryParameters.bad("0 matchers in group: {}");
        }
        selectors.stream().filter(s -> !s.equals("{}")).forEach(s -> Parser.matchers(s, false));
        check(bounds, tenant.id() + "/series/" + String.join("/", selectors));
        List<List<Matcher>> all = new ArrayList<>();
        selectors.forEach(s -> all.add(s.equals("{}") ? List.of() : Parser.matchers(s, true)));
        if (all.isEmpty()) {
            all.add(List.of());
        }
        all.forEach(matchers -> found.addAll(tenant.store().labels(matchers, bounds.start(), bounds.end())));
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        for (Labels labels : found) {
            ObjectNode one = data.addObject();
            labels.forEach(one::put);
        }
        return Answers.success(data);
    }
}
