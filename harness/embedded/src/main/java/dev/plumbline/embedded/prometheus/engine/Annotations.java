package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.promql.Range;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an evaluation has to say beside its result; the same text is kept once, with the place seen last. */
public final class Annotations {
    private static final String WARNING = "PromQL warning: ";
    private static final String INFO = "PromQL info: ";
    private static final int MOST = 10;

    private final Map<String, Range> places = new LinkedHashMap<>();
    private final Map<String, Forced> forced = new LinkedHashMap<>();

    /** Counts joined remarks; {@code told} says whether an earlier step of the same call has told of it. */
    private record Forced(
            Range range,
            long from,
            long to,
            double lowest,
            double highest,
            double difference,
            long more,
            boolean told) {
        Forced merge(Forced o) {
            return new Forced(
                    range,
                    Math.min(from, o.from),
                    Math.max(to, o.to),
                    Math.min(lowest, o.lowest),
                    Math.max(highest, o.highest),
                    Math.max(difference, o.difference),
                    more + o.more + 1,
                    told);
        }

        /** Counts as Prometheus does, which at each step adds what it has told of to itself. */
        Forced afterStep() {
            return new Forced(range, from, to, lowest, highest, difference, told ? 2 * more + 1 : more, true);
        }

        Forced afterCall() {
            return new Forced(range, from, to, lowest, highest, difference, more, false);
        }

        String text(String query) {
            return ", from buckets " + GoText.general(lowest) + " to " + GoText.general(highest)
                    + ", with a max diff of "
                    + GoText.general(difference, 2) + ", over " + (more + 1) + " samples from " + second(from) + " to "
                    + second(to) + " (" + range.position(query) + ")";
        }

        private static String second(long millis) {
            return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    void warn(String text, Range range) {
        places.put(WARNING + text, range);
    }

    void inform(String text, Range range) {
        places.put(INFO + text, range);
    }

    void quantileOutOfRange(double q, Range range) {
        if (!(q >= 0 && q <= 1)) {
            warn("quantile value should be between 0 and 1, got " + GoText.general(q), range);
        }
    }

    void forcedMonotonicity(Range range, long time, double lowest, double highest, double difference) {
        String text = INFO + "input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
        forced.merge(text, new Forced(range, time, time, lowest, highest, difference, 0, false), Forced::merge);
    }

    /** Ends a step of a call whose own remarks these are. */
    void endStep() {
        forced.replaceAll((text, f) -> f.afterStep());
    }

    /** Takes over the remarks of a call. */
    void addAll(Annotations other) {
        places.putAll(other.places);
        other.forced.forEach((text, f) -> forced.merge(text, f.afterCall(), Forced::merge));
    }

    /** Returns the warnings, at most ten and a count of the rest. */
    public List<String> warnings(String query) {
        return texts(WARNING, query, "warning");
    }

    /** Returns the remarks, at most ten and a count of the rest. */
    public List<String> infos(String query) {
        return texts(INFO, query, "info");
    }

    private List<String> texts(String prefix, String query, String kind) {
        List<String> texts = new ArrayList<>();
        places.forEach((text, range) -> {
            if (text.startsWith(prefix)) {
                texts.add(text + " (" + range.position(query) + ")");
            }
        });
        forced.forEach((text, f) -> {
            if (text.startsWith(prefix)) {
                texts.add(text + f.text(query));
            }
        });
        if (texts.size() <= MOST) {
            return texts;
        }
        List<String> shown = new ArrayList<>(texts.subList(0, MOST));
        shown.add((texts.size() - MOST) + " more " + kind + " annotations omitted");
        return shown;
    }
}
