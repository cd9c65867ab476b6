package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Metrics;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** What is done to series once they are computed. */
final class SecondStages {
    private SecondStages() {}

    static List<Series> apply(List<Metrics.Second> stages, List<Series> input, int count) {
        List<Series> series = input;
        for (Metrics.Second stage : stages) {
            series = switch (stage) {
                case Metrics.Second.TopK top -> top(top, series, count);
                case Metrics.Second.Filter filter -> filter(filter, series);
            };
        }
        return series;
    }

    private static List<Series> top(Metrics.Second.TopK stage, List<Series> series, int count) {
        if (series.size() <= stage.limit()) {
            return series;
        }
        IdentityHashMap<Series, double[]> kept = new IdentityHashMap<>();
        for (int i = 0; i < count; i++) {
            int at = i;
            Comparator<Series> bySize = Comparator.comparingDouble(s -> s.values()[at]);
            Comparator<Series> order = (stage.top() ? bySize.reversed() : bySize)
                    .thenComparing(stage.top() ? SecondStages::names : SecondStages::namesReversed);
            series.stream()
                    .filter(s -> !Double.isNaN(s.values()[at]))
                    .sorted(order)
                    .limit(stage.limit())
                    .forEach(s -> kept.computeIfAbsent(s, k -> MetricsQuery.nothing(count))[at] = s.values()[at]);
        }
        List<Series> result = new ArrayList<>();
        for (Series s : series) {
            double[] values = kept.get(s);
            if (values != null) {
                result.add(new Series(s.labels(), values));
            }
        }
        return result;
    }

    /** Orders series of equal value: earlier label values first. */
    private static int names(Series a, Series b) {
        for (int i = 0; i < Math.min(a.labels().size(), b.labels().size()); i++) {
            int byValue = text(a, i).compareTo(text(b, i));
            int byName = a.labels().get(i).getKey().compareTo(b.labels().get(i).getKey());
            if (byValue != 0 || byName != 0) {
                return byValue != 0 ? byValue : byName;
            }
            int byNumber = number(b, i) - number(a, i) > 0 ? 1 : number(b, i) - number(a, i) < 0 ? -1 : 0;
            if (byNumber != 0) {
                return byNumber;
            }
        }
        return Integer.compare(a.labels().size(), b.labels().size());
    }

    private static int namesReversed(Series a, Series b) {
        return names(b, a);
    }

    private static String text(Series series, int label) {
        Static value = series.labels().get(label).getValue();
        return switch (value.type()) {
            case INT, FLOAT, BOOLEAN -> "";
            default -> value.plain(); // durations and keywords have become text by then
        };
    }

    private static double number(Series series, int label) {
        Static value = series.labels().get(label).getValue();
        boolean number = value.type() == Type.INT || value.type() == Type.FLOAT;
        return number && value.value() instanceof Number n ? n.doubleValue() : 0;
    }

    private static List<Series> filter(Metrics.Second.Filter stage, List<Series> series) {
        List<Series> result = new ArrayList<>();
        for (Series s : series) {
            double[] values = s.values().clone();
            boolean any = false;
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i]) || !compares(stage, values[i])) {
                    values[i] = Double.NaN;
                } else {
                    any = true;
                }
            }
            if (any) {
                result.add(new Series(s.labels(), values));
            }
        }
        return result;
    }

    private static boolean compares(Metrics.Second.Filter stage, double value) {
        return switch (stage.op()) {
            case GREATER -> value > stage.value();
            case GREATER_EQUAL -> value >= stage.value();
            case LESS -> value < stage.value();
            case LESS_EQUAL -> value <= stage.value();
            case EQUAL -> value == stage.value();
            default -> value != stage.value();
        };
    }
}
