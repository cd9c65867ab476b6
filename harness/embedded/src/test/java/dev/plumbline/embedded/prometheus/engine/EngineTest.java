package dev.plumbline.embedded.prometheus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.embedded.prometheus.BlockLoader;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.promql.SpanException;
import dev.plumbline.embedded.prometheus.storage.Exemplars;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real Prometheus 3.14.0 answered over the same series where a naive engine differs. */
final class EngineTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_768_471_200_000L;
    private static final long END = START + 10 * MINUTE;

    private Annotations annotations = new Annotations();
    private Engine engine = new Engine(new Tsdb(0, new Exemplars(0)), () -> 0);

    @BeforeEach
    void load() throws Exception {
        StringBuilder text = new StringBuilder("# TYPE m gauge\n");
        String names = "abcdefghijklmn";
        for (int i = 0; i < names.length(); i++) {
            samples(text, "m{n=\"" + names.charAt(i) + "\"} " + i * 5 % 3);
        }
        text.append("# TYPE h_bucket gauge\n");
        List.of("0.1\"} 10", "0.5\"} 9", "+Inf\"} 20").forEach(b -> samples(text, "h_bucket{le=\"" + b));
        text.append("# TYPE tiny gauge\n");
        samples(text, "tiny 5e-324");
        engine = new Engine(BlockLoader.load(text.append("# EOF\n").toString()), () -> MINUTE);
    }

    private static void samples(StringBuilder text, String sample) {
        for (long t = START; t <= END; t += MINUTE) {
            text.append(sample).append(' ').append(t / 1000).append('\n');
        }
    }

    private List<Result.Sample> instant(String query) throws Exception {
        annotations = new Annotations();
        return ((Result.Vector) engine.instant(Parser.parse(query), END, 5 * MINUTE, annotations)).samples();
    }

    private List<Result.Run> range(String query, long minutes) throws Exception {
        annotations = new Annotations();
        Result result = engine.range(
                Parser.parse(query), START + 5 * MINUTE, START + (5 + minutes) * MINUTE, MINUTE, MINUTE, annotations);
        return ((Result.Matrix) result).runs();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sort_desc(m) | kbnehcfligjamd
                    sort(m)      | gjdamcfilekbhn
                    topk(14, m)  | hnkebiclfmjagd
                    """)
    void more_than_twelve_that_are_alike_come_in_the_order_of_gos_sort(String query, String order) throws Exception {
        assertThat(instant(query).stream().map(s -> s.metric().get("n")).collect(Collectors.joining()))
                .isEqualTo(order);
    }

    @Test
    void a_length_of_time_may_be_calculated() throws Exception {
        assertThat(instant("count_over_time(m{n=\"a\"}[2 * (1m + 30s)])")
                        .getFirst()
                        .value())
                .isEqualTo(3);
        assertThat(range("count_over_time(m{n=\"a\"}[step() + range()])", 2)
                        .getFirst()
                        .values())
                .containsExactly(3, 3, 3);
        assertThat(instant("m{n=\"a\"} offset --1m * 9")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m[step()]           | 2:8: duration must be greater than 0
                    m[1m / (1 - 1)]     | 2:13: division by zero
                    m[(1-1) / (2-2)]    | 3:14: division by zero
                    """)
    void a_length_of_time_that_makes_no_sense_is_refused(String query, String message) {
        assertThatThrownBy(() -> engine.instant(Parser.parse(query), END, MINUTE, annotations))
                .isInstanceOf(SpanException.class)
                .hasMessage(message);
    }

    @Test
    void the_logarithm_of_less_than_a_normal_number_is_that_of_gos_assembler() throws Exception {
        assertThat(instant("ln(tiny)").getFirst().value()).isCloseTo(-709.0895657128241, within(1e-9));
    }

    @Test
    void what_only_takes_series_away_is_looked_at_last_by_absent() throws Exception {
        assertThat(instant("absent(nothing{a!=\"x\",a=\"b\",c=\"d\"})")
                        .getFirst()
                        .metric()
                        .toMap())
                .containsOnlyKeys("c");
    }

    @Test
    void a_remark_on_a_subquery_points_at_the_start() throws Exception {
        String query = "0 + rate(m{n=\"a\"}[5m:1m])";
        assertThat(instant(query)).hasSize(1);
        assertThat(annotations.infos(query)).singleElement().asString().endsWith("\"m\" (1:1)");
    }

    @Test
    void remarks_on_forced_buckets_are_counted_anew_at_every_step() throws Exception {
        String query = "histogram_quantile(0.5, h_bucket)";
        assertThat(range(query, 5)).hasSize(1);
        assertThat(annotations.infos(query)).singleElement().asString().contains(" over 94 samples from ");
    }

    @Test
    void a_fixed_subquery_is_evaluated_even_where_nothing_comes_of_it() throws Exception {
        assertThat(instant("predict_linear(m[5m:] @ 1768471500, 60)")).isEmpty();
        assertThatThrownBy(() -> instant("predict_linear((m > on () m)[5m:] @ 1768471500, 60)"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("found duplicate series");
    }
}
