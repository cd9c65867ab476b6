package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.Cardinality;
import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.LogRange;
import dev.plumbline.embedded.loki.logql.Expr.Matching;
import dev.plumbline.embedded.loki.logql.Expr.Metric;
import dev.plumbline.embedded.loki.logql.Expr.RangeAggregation;
import dev.plumbline.embedded.loki.logql.Expr.VectorAggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes averages over time as Loki's frontend splits them: a sum by a count. The count takes in lines that have nothing
 * to unwrap, which the answers show.
 */
final class Averages {
    private Averages() {}

    static boolean areSplit(RangeAggregation expr) {
        boolean grouped = expr.grouping().isPresent() && !expr.grouping().get().equals(new Grouping(List.of(), true));
        return expr.operation().equals("avg_over_time")
                && (grouped || expr.range().selector().stages().stream().anyMatch(Averages::reduces));
    }

    /** Whether the stages may leave fewer labels than they found, so that Loki merges what its shards answer. */
    static boolean reducesLabels(RangeAggregation expr) {
        return expr.range().selector().stages().stream().anyMatch(Averages::reduces);
    }

    private static boolean reduces(Stage stage) {
        return stage instanceof Stage.Keep
                || stage instanceof Stage.Drop
                || stage instanceof Stage.LabelFormat format
                        && format.formats().stream().anyMatch(Stage.Format::rename);
    }

    static Metric split(RangeAggregation expr) {
        Grouping grouping = expr.grouping().orElse(new Grouping(List.of(), true));
        LogRange range = expr.range();
        LogRange lines = new LogRange(range.selector(), range.interval(), range.offset(), Optional.empty());
        List<String> labels = new ArrayList<>(grouping.labels());
        if (grouping.without()) {
            range.unwrap().ifPresent(u -> labels.add(u.label()));
        }
        return new Expr.BinaryOperation(
                "/",
                new Matching(false, Cardinality.ONE_TO_ONE, false, Optional.empty(), Optional.empty()),
                sum("sum_over_time", range, grouping),
                sum("count_over_time", lines, new Grouping(labels, grouping.without())));
    }

    private static Metric sum(String operation, LogRange range, Grouping grouping) {
        Metric inner = new RangeAggregation(operation, range, Optional.empty(), Optional.empty());
        return new VectorAggregation("sum", inner, 0, grouping);
    }
}
