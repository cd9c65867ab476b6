package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.engine.Annotations;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.engine.EngineException;
import dev.plumbline.embedded.prometheus.engine.Result;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.SpanException;
import dev.plumbline.embedded.prometheus.storage.Samples;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that are evaluated one after the other. */
public final class RuleGroup {
    private static final double NANOS = 1e9;

    private final String name;
    private final String file;
    private final long interval;
    private final int limit;
    private final List<Rule> rules;
    private final Map<Rule, Status> statuses = new LinkedHashMap<>();
    private final Map<Rule, Set<Labels>> last = new LinkedHashMap<>();
    private Status status = Status.NONE;

    /**
     * What came of the last evaluation.
     *
     * @param health ok, err or unknown
     * @param error why it failed
     * @param time milliseconds, 0 if there was none
     * @param seconds how long it took
     */
    public record Status(String health, String error, long time, double seconds) {
        static final Status NONE = new Status("unknown", "", 0, 0);
    }

    RuleGroup(String name, String file, long interval, int limit, List<Rule> rules) {
        this.name = name;
        this.file = file;
        this.interval = interval;
        this.limit = limit;
        this.rules = List.copyOf(rules);
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns the file that it stands in. */
    public String file() {
        return file;
    }

    /** Returns the milliseconds between evaluations. */
    public long interval() {
        return interval;
    }

    /** Returns how many results a rule may have, 0 for any number. */
    public int limit() {
        return limit;
    }

    /** Returns its rules in order. */
    public List<Rule> rules() {
        return rules;
    }

    /** Returns what came of its last evaluation. */
    public synchronized Status status() {
        return status;
    }

    /** Returns what came of a rule's last evaluation. */
    public synchronized Status status(Rule rule) {
        return statuses.getOrDefault(rule, Status.NONE);
    }

    void evaluate(Engine engine, Tsdb tsdb, long lookback, long time) {
        long start = System.nanoTime();
        for (Rule rule : rules) {
            long ruleStart = System.nanoTime();
            String error = evaluate(rule, engine, tsdb, lookback, time);
            Status result =
                    new Status(error.isEmpty() ? "ok" : "err", error, time, (System.nanoTime() - ruleStart) / NANOS);
            synchronized (this) {
                statuses.put(rule, result);
            }
        }
        synchronized (this) {
            status = new Status("ok", "", time, (System.nanoTime() - start) / NANOS);
        }
    }

    private String evaluate(Rule rule, Engine engine, Tsdb tsdb, long lookback, long time) {
        try {
            List<Result.Sample> vector = switch (engine.instant(rule.expr(), time, lookback, new Annotations())) {
                case Result.Vector v -> v.samples();
                case Result.Scalar s -> List.of(new Result.Sample(Labels.EMPTY, s.time(), s.value()));
                case Result.Matrix m -> throw new RuleException("rule result is not a vector or scalar");
                case Result.Text t -> throw new RuleException("rule result is not a vector or scalar");
            };
            List<Result.Sample> samples = rule.apply(vector, time);
            if (limit > 0 && vector.size() > limit) {
                throw new RuleException("exceeded limit of " + limit + " with " + vector.size() + " series");
            }
            store(rule, samples, tsdb, time);
            return "";
        } catch (EngineException | RuleException | SpanException e) {
            store(rule, new ArrayList<>(), tsdb, time);
            return String.valueOf(e.getMessage());
        }
    }

    private void store(Rule rule, List<Result.Sample> samples, Tsdb tsdb, long time) {
        Set<Labels> seen = new HashSet<>();
        for (Result.Sample s : samples) {
            tsdb.append(s.metric(), time, s.value());
            seen.add(s.metric());
        }
        for (Labels before : last.getOrDefault(rule, Set.of())) {
            if (!seen.contains(before)) {
                tsdb.append(before, time, Samples.staleMarker());
            }
        }
        last.put(rule, seen);
    }
}
