package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes a label from another one's value. */
final class LabelReplacement {
    private LabelReplacement() {}

    static List<Sample> replace(Expr.LabelReplace expr, List<Sample> vector) {
        List<Sample> out = new ArrayList<>(vector.size());
        for (Sample sample : vector) {
            com.google.re2j.Matcher m = expr.pattern().matcher(sample.labels().get(expr.source()));
            if (!m.find()) {
                out.add(sample);
                continue;
            }
            Map<String, String> labels = sample.labels().toMap();
            labels.put(expr.target(), GoExpansion.expand(expr.replacement(), m));
            out.add(new Sample(Labels.of(labels), sample.value()));
        }
        return out;
    }
}
