package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.engine.Result;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.List;

/** A rule: its expression's result becomes samples. */
public sealed interface Rule permits RecordingRule, AlertingRule {
    /** Returns the metric or the alert that it makes. */
    String name();

    /** Returns its expression. */
    Expr expr();

    /** Returns the labels that it adds. */
    Labels labels();

    /**
     * Makes samples of what the expression gives.
     *
     * @param time milliseconds
     * @throws RuleException if two of them have the same labels
     */
    List<Result.Sample> apply(List<Result.Sample> vector, long time) throws RuleException;
}
