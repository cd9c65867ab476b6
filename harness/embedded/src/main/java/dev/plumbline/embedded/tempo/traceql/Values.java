package dev.plumbline.embedded.tempo.traceql;

import java.util.List;
import java.util.Optional;

/** Functions over values. */
public final class Values {
    private Values() {}

    /** Returns the value of a function other than {@code count}; empty if there are no values. */
    public static Optional<Static> aggregate(Scalar.Function function, List<Static> values) {
        return switch (function) {
            case COUNT -> Optional.of(Static.of(values.size()));
            case MAX -> values.stream().reduce((a, b) -> b.compare(a) > 0 ? b : a);
            case MIN -> values.stream().reduce((a, b) -> b.compare(a) < 0 ? b : a);
            case SUM -> values.stream().reduce(Static::plus);
            case AVG -> values.stream().reduce(Static::plus).map(sum -> sum.dividedBy(values.size()));
        };
    }
}
