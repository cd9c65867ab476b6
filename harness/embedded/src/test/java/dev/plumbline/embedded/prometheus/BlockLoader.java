package dev.plumbline.embedded.prometheus;

import dev.plumbline.embedded.prometheus.exposition.Exposition;
import dev.plumbline.embedded.prometheus.exposition.ExpositionException;
import dev.plumbline.embedded.prometheus.exposition.ExpositionParser;
import dev.plumbline.embedded.prometheus.storage.Exemplars;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Loads OpenMetrics text as promtool makes it into blocks: ordered by labels, no staleness, no metadata. */
public final class BlockLoader {
    private BlockLoader() {}

    /** Loads the text of a recording. */
    public static Tsdb load(String text) throws ExpositionException {
        Tsdb tsdb = new Tsdb(Long.MAX_VALUE / 2, new Exemplars(0));
        List<Exposition.Sample> samples =
                new ArrayList<>(ExpositionParser.parse(text, true).samples());
        samples.sort(Comparator.comparing(Exposition.Sample::metric)
                .thenComparingLong(s -> s.time().orElseThrow()));
        samples.forEach(s -> tsdb.load(s.metric(), s.time().orElseThrow(), s.value()));
        return tsdb;
    }
}
