package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.engine.Result;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records an expression's result under a name of its own. */
public record RecordingRule(String name, Expr expr, Labels labels) implements Rule {
    @Override
    public List<Result.Sample> apply(List<Result.Sample> vector, long time) throws RuleException {
        List<Result.Sample> out = new ArrayList<>();
        Set<Labels> seen = new HashSet<>();
        for (Result.Sample s : vector) {
            Labels metric = s.metric().with(Labels.NAME, name);
            for (Map.Entry<String, String> l : labels.toMap().entrySet()) {
                metric = metric.with(l.getKey(), l.getValue());
            }
            if (!seen.add(metric)) {
                throw new RuleException("vector contains metrics with the same labelset after applying rule labels");
            }
            out.add(new Result.Sample(metric, time, s.value()));
        }
        return out;
    }
}
