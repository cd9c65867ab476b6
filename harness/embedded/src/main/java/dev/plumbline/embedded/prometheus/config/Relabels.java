package dev.plumbline.embedded.prometheus.config;

import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.list;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.or;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.model.Relabeling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns relabel rules of a configuration into ones that run. */
public final class Relabels {
    private Relabels() {}

    /**
     * Turns rules.
     *
     * @param where named in messages
     * @throws LaunchException if an action is not known or an expression does not compile
     */
    public static Relabeling of(@Nullable List<PrometheusConfig.Relabel> rules, String where) {
        try {
            return new Relabeling(list(rules).stream().map(Relabels::rule).toList());
        } catch (IllegalArgumentException e) {
            throw new LaunchException(where + ": " + e.getMessage(), e);
        }
    }

    private static Relabeling.Rule rule(PrometheusConfig.Relabel r) {
        return new Relabeling.Rule(
                list(r.sourceLabels()),
                or(r.separator(), ";"),
                Relabeling.pattern(or(r.regex(), "(.*)")),
                or(r.modulus(), 1L),
                or(r.targetLabel(), ""),
                or(r.replacement(), "$1"),
                Relabeling.action(or(r.action(), "replace")));
    }
}
