package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.engine.Selectors;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import dev.plumbline.embedded.prometheus.storage.Series;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Answers what series, labels and exemplars there are. */
final class SeriesApi {
    private static final String TRUNCATED = "results truncated due to limit";

    private final Tsdb tsdb;

    SeriesApi(Tsdb tsdb) {
        this.tsdb = tsdb;
    }

    void addTo(Routes routes) {
        routes.getOrPost("/api/v1/labels", Answers.handler(r -> collect(new Parameters(r), Labels::names)));
        routes.get("/api/v1/label/{name}/values", Answers.handler(this::values));
        routes.getOrPost("/api/v1/series", Answers.handler(this::series));
        routes.getOrPost("/api/v1/query_exemplars", this::exemplars);
    }

    private Answers.Data values(Request request) {
        String name = unescaped(request.pathVariable("name"));
        if (name.isEmpty()) {
            throw ApiException.badData("invalid label name: " + GoText.quote(name));
        }
        return collect(
                new Parameters(request), labels -> labels.get(name).isEmpty() ? List.of() : List.of(labels.get(name)));
    }

    /** Undoes the escaping of names that start with {@code U__}. */
    private static String unescaped(String name) {
        if (!name.startsWith("U__")) {
            return name;
        }
        StringBuilder out = new StringBuilder();
        int i = 3;
        while (i < name.length()) {
            if (name.charAt(i) != '_') {
                out.append(name.charAt(i++));
            } else if (name.startsWith("__", i)) {
                out.append('_');
                i += 2;
            } else {
                int end = name.indexOf('_', i + 1);
                String code = end < 0 ? "" : name.substring(i + 1, end);
                if (!code.matches("[0-9A-Fa-f]{1,6}")) {
                    return name;
                }
                out.appendCodePoint(Integer.parseInt(code, 16));
                i = end + 1;
            }
        }
        return out.toString();
    }

    private Answers.Data collect(Parameters in, Function<Labels, Iterable<String>> of) {
        int limit = in.limit();
        long start = in.time("start", Parameters.MIN_TIME);
        long end = in.time("end", Parameters.MAX_TIME);
        List<List<Matcher>> selectors = selectors(in, "");
        TreeSet<String> found = new TreeSet<>();
        if (selectors.isEmpty()) {
            found.addAll(tsdb.collect(List.of(), start, end, of));
        }
        selectors.forEach(s -> found.addAll(tsdb.collect(s, start, end, of)));
        return limited(new ArrayList<>(found), limit);
    }

    private static Answers.Data limited(List<?> found, int limit) {
        if (limit == 0 || found.size() <= limit) {
            return Answers.Data.of(found);
        }
        return new Answers.Data(Optional.of(found.subList(0, limit)), List.of(TRUNCATED), List.of());
    }

    private static List<List<Matcher>> selectors(Parameters in, String parameter) {
        try {
            return in.selectors();
        } catch (ParseException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw parameter.isEmpty() ? ApiException.badData(message) : ApiException.badParameter(parameter, message);
        }
    }

    private Answers.Data series(Request request) {
        Parameters in = new Parameters(request);
        if (in.matches().isEmpty()) {
            throw ApiException.badData("no match[] parameter provided");
        }
        int limit = in.limit();
        long start = in.time("start", Parameters.MIN_TIME);
        long end = in.time("end", Parameters.MAX_TIME);
        TreeSet<Labels> found = new TreeSet<>();
        for (List<Matcher> selector : selectors(in, "match[]")) {
            for (Series s : tsdb.select(selector)) {
                if (s.samples().hasChunk(start, end)) {
                    found.add(s.labels());
                }
            }
        }
        return limited(found.stream().map(Labels::toMap).toList(), limit);
    }

    private Response exemplars(Request request) {
        Response response = Answers.handler(this::found).handle(request);
        return response.status() == 200 && selectsNothing(request) ? Response.empty(204) : response;
    }

    private static boolean selectsNothing(Request request) {
        try {
            return Selectors.of(Parser.parse(new Parameters(request).text("query")))
                    .isEmpty();
        } catch (ParseException e) {
            return false;
        }
    }

    private Answers.Data found(Request request) {
        Parameters in = new Parameters(request);
        long start = in.time("start", Parameters.MIN_TIME);
        long end = in.time("end", Parameters.MAX_TIME);
        if (end < start) {
            throw ApiException.badData("end timestamp must not be before start timestamp");
        }
        List<List<Matcher>> selectors;
        try {
            selectors = Selectors.of(Parser.parse(in.text("query")));
        } catch (ParseException e) {
            throw ApiException.badData(String.valueOf(e.getMessage()));
        }
        List<Object> data = new ArrayList<>();
        tsdb.exemplars().select(selectors, start, end).forEach((series, exemplars) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("seriesLabels", series.toMap());
            entry.put("exemplars", exemplars.stream().map(SeriesApi::exemplar).toList());
            data.add(entry);
        });
        return Answers.Data.of(data);
    }

    private static Object exemplar(Exemplar e) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("labels", e.labels().toMap());
        json.put("value", GoText.value(e.value()));
        json.put("timestamp", Answers.seconds(e.time()));
        return json;
    }
}
