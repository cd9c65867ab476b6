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

/** Answers what labels and series there are. */
final class IndexApi {
    private final Settings settings;
    private final Clock clock;

    IndexApi(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Response labels(Tenant tenant, Request request) {
        Set<String> names = new TreeSet<>();
        for (Labels labels : streams(tenant, request)) {
            labels.forEach((name, value) -> names.add(name));
        }
        return Answers.names(names);
    }

    Response values(Tenant tenant, Request request) {
        Set<String> values = new TreeSet<>();
        String name = request.pathVariable("name");
        for (Labels labels : streams(tenant, request)) {
            if (labels.has(name)) {
                values.add(labels.get(name));
            }
        }
        return Answers.names(values);
    }

    private List<Labels> streams(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = bounds(parameters);
        String query = parameters.text("query");
        List<Matcher> matchers = query.isEmpty() ? List.of() : Parser.matchers(query, true);
        return tenant.store().indexed(matchers, bounds.start(), bounds.end());
    }

    private Bounds bounds(QueryParameters parameters) {
        Bounds bounds = parameters.bounds();
        if (bounds.end() < bounds.start()) {
            // the frontend splits such a time into no request at all
            throw new ApiError(500, "merging responses requires at least one response");
        }
        QueryParameters.checkLength(bounds, 0, settings);
        return bounds;
    }

    Response series(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = bounds(parameters);
        List<String> selectors = new ArrayList<>(request.parameters("match"));
        selectors.addAll(request.parameters("match[]"));
        Set<Labels> found = new LinkedHashSet<>();
        if (selectors.size() > 1 && selectors.contains("{}")) {
            throw QueryParameters.bad("0 matchers in group: {}");
        }
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
