package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.engine.Annotations;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.engine.EngineException;
import dev.plumbline.embedded.prometheus.engine.Result;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.promql.AstView;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.promql.Prettier;
import dev.plumbline.embedded.prometheus.promql.SpanException;
import dev.plumbline.embedded.prometheus.promql.ValueType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers queries. */
final class QueryApi {
    private static final long MOST_POINTS = 11_000;

    private final Engine engine;
    private final Clock clock;
    private final long lookback;

    QueryApi(Engine engine, Clock clock, long lookback) {
        this.engine = engine;
        this.clock = clock;
        this.lookback = lookback;
    }

    void addTo(Routes routes) {
        routes.getOrPost("/api/v1/query", Answers.handler(this::query));
        routes.getOrPost("/api/v1/query_range", Answers.handler(this::queryRange));
        routes.getOrPost("/api/v1/format_query", Answers.handler(r -> Answers.Data.of(Prettier.format(expression(r)))));
        routes.getOrPost("/api/v1/parse_query", Answers.handler(r -> Answers.Data.of(AstView.of(expression(r)))));
    }

    private static Expr expression(Request request) {
        try {
            return Parser.parse(new Parameters(request).text("query"));
        } catch (ParseException e) {
            throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
        }
    }

    private Answers.Data query(Request request) {
        Parameters in = new Parameters(request);
        int limit = in.limit();
        long time = Parameters.wrapped(in.time("time", clock.millis()));
        checkTimeout(in);
        long back = in.lookback();
        Expr expr = expression(request);
        Annotations annotations = new Annotations();
        try {
            Result result = engine.instant(expr, time, back > 0 ? back : lookback, annotations);
            return data(in, result, limit, annotations);
        } catch (SpanException e) {
            throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
        } catch (EngineException e) {
            throw new ApiException(422, "execution", String.valueOf(e.getMessage()));
        }
    }

    private Answers.Data queryRange(Request request) {
        Parameters in = new Parameters(request);
        int limit = in.limit();
        long start = in.time("start");
        long end = in.time("end");
        if (end < start) {
            throw ApiException.badParameter("end", "end timestamp must not be before start time");
        }
        long step = in.duration("step");
        if (step <= 0) {
            throw ApiException.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((end - start) / step > MOST_POINTS) {
            throw ApiException.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        checkTimeout(in);
        long back = in.lookback();
        Expr expr = expression(request);
        if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
            throw ApiException.badParameter(
                    "query",
                    "invalid expression type \"" + expr.type().documented()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        Annotations annotations = new Annotations();
        try {
            Result result = engine.range(
                    expr,
                    Parameters.wrapped(start),
                    Parameters.wrapped(end),
                    step,
                    back > 0 ? back : lookback,
                    annotations);
            return data(in, result, limit, annotations);
        } catch (SpanException e) {
            throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
        } catch (EngineException e) {
            throw new ApiException(422, "execution", String.valueOf(e.getMessage()));
        }
    }

    private static void checkTimeout(Parameters in) {
        if (!in.text("timeout").isEmpty() && in.duration("timeout") <= 0) {
            throw new ApiException(503, "timeout", "query timed out in query execution");
        }
    }

    private static Answers.Data data(Parameters in, Result result, int limit, Annotations annotations) {
        String query = in.text("query");
        List<String> warnings = new ArrayList<>(annotations.warnings(query));
        Map<String, Object> data = new LinkedHashMap<>();
        switch (result) {
            case Result.Vector v -> {
                data.put("resultType", "vector");
                data.put(
                        "result",
                        cut(v.samples(), limit, warnings).stream()
                                .map(QueryApi::sample)
                                .toList());
            }
            case Result.Matrix m -> {
                data.put("resultType", "matrix");
                data.put(
                        "result",
                        cut(m.runs(), limit, warnings).stream()
                                .map(QueryApi::run)
                                .toList());
            }
            case Result.Scalar s -> {
                data.put("resultType", "scalar");
                data.put("result", Answers.point(s.time(), s.value()));
            }
            case Result.Text t -> {
                data.put("resultType", "string");
                data.put("result", List.of(Answers.seconds(t.time()), t.value()));
            }
        }
        String stats = in.text("stats");
        if (!Set.of("", "true", "all").contains(stats)) {
            warnings.add("value " + GoText.quote(stats) + " for parameter \"stats\" is deprecated and will be rejected"
                    + " in the next major release, use \"true\" or \"all\"");
        }
        return new Answers.Data(Optional.of(data), warnings, annotations.infos(query));
    }

    private static <T> List<T> cut(List<T> all, int limit, List<String> warnings) {
        if (limit == 0 || all.size() <= limit) {
            return all;
        }
        warnings.add("results truncated due to limit");
        return all.subList(0, limit);
    }

    private static Object sample(Result.Sample s) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", s.metric().toMap());
        json.put("value", Answers.point(s.time(), s.value()));
        return json;
    }

    private static Object run(Result.Run run) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < run.times().length; i++) {
            values.add(Answers.point(run.times()[i], run.values()[i]));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", run.metric().toMap());
        json.put("values", values);
        return json;
    }
}
