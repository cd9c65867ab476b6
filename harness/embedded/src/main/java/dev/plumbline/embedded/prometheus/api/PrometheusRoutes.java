package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.time.Clock;
import java.util.function.Supplier;

/** The paths that need nothing but stored data. */
public final class PrometheusRoutes {
    private PrometheusRoutes() {}

    /**
     * Adds them.
     *
     * @param routes where to
     * @param tsdb the data
     * @param engine evaluates queries
     * @param clock tells the time of queries that name none
     * @param lookback milliseconds for which a sample counts
     */
    public static void addData(Routes routes, Tsdb tsdb, Engine engine, Clock clock, long lookback) {
        new QueryApi(engine, clock, lookback).addTo(routes);
        new SeriesApi(tsdb).addTo(routes);
        routes.get("/federate", new FederateApi(tsdb, clock, lookback)::federate);
        for (String action : new String[] {"delete_series", "clean_tombstones", "snapshot"}) {
            for (String method : new String[] {"POST", "PUT"}) {
                routes.on(
                        method,
                        "/api/v1/admin/tsdb/" + action,
                        request -> Answers.error(new ApiException(500, "unavailable", "admin APIs disabled")));
            }
        }
    }

    /** Answers as routes do, but for methods and paths that are special. */
    public static Handler withMethods(Routes routes) {
        return Front.over(routes);
    }

    /** Adds the paths that show targets, rules and the server itself. */
    public static void addLive(Routes routes, Supplier<Live> live, Clock clock) {
        new TargetsApi(live).addTo(routes);
        new RulesApi(live).addTo(routes);
        new StatusApi(live, clock).addTo(routes);
        MissingApi.addTo(routes);
    }
}
