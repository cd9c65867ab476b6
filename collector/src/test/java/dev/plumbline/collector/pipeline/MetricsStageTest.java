package dev.plumbline.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code stage.metrics} exposes, as Alloy does for the same lines; its answers to these are written down here. */
class MetricsStageTest {
    private static final Receipt NOBODY = new Receipt() {
        @Override
        public void expect(int more) {}

        @Override
        public void sent() {}

        @Override
        public void dropped(String reason) {}

        @Override
        public void refused(String reason) {}
    };

    private static List<String> exposed(String metric, String... lines) throws IOException {
        Block outer = Written.block("loki.process", """
                stage.json {
                  expressions = {n = ""}
                }
                stage.metrics {
                  %s
                }
                """.formatted(metric));
        Problems problems = new Problems();
        CheckMetrics metrics = new CheckMetrics();
        try (Timer timer = new SystemTimer("test")) {
            Environment environment = new Environment(metrics, timer, Clock.systemUTC());
            List<Stage> stages = StageFactory.read(outer.blocks(), new StageBlock(outer, problems, environment));
            assertThat(problems.inOrder()).isEmpty();
            Pipeline pipeline = new Pipeline(stages, entry -> {});
            for (String line : lines) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                pipeline.accept(new Entry(Labels.of(Map.of("job", "j")), 1, bytes, 0, bytes.length, Map.of(), NOBODY));
            }
            PrometheusRegistry registry = new PrometheusRegistry();
            registry.register(metrics.custom());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, registry.scrape());
            return Stream.of(out.toString(StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#") && !line.isEmpty())
                    .map(line -> line.replace("component_id=\"\",component_path=\"/\",", "")
                            .replace("loki_process_custom_", ""))
                    .toList();
        }
    }

    @Test
    void what_is_written_like_a_number_in_go_is_one() throws IOException {
        assertThat(exposed(
                        "metric.gauge {\nname = \"m\"\nsource = \"n\"\naction = \"add\"\n}",
                        "{\"n\": \"1_000\"}",
                        "{\"n\": \"2.5\"}",
                        "{\"n\": \"250ms\"}",
                        "{\"n\": \"_1\"}",
                        "{\"n\": \" 4\"}",
                        "plain"))
                .containsExactly("m{job=\"j\"} 1002.75");
    }

    @Test
    void all_lines_are_counted_one_by_one_or_by_their_bytes_and_have_no_number_to_add() throws IOException {
        String all = "metric.counter {\nname = \"m\"\nmatch_all = true\n";
        assertThat(exposed(all + "action = \"inc\"\n}", "one", "two")).containsExactly("m{job=\"j\"} 2.0");
        assertThat(exposed(all + "count_entry_bytes = true\naction = \"add\"\n}", "one", "three"))
                .containsExactly("m{job=\"j\"} 8.0");
        assertThat(exposed(all + "action = \"add\"\n}", "one", "two")).isEmpty();
    }

    @Test
    void a_histogram_without_buckets_has_the_usual_ones() throws IOException {
        assertThat(exposed("metric.histogram {\nname = \"m\"\nsource = \"n\"\nbuckets = []\n}", "{\"n\": 0.3}"))
                .contains(
                        "m_bucket{job=\"j\",le=\"0.25\"} 0", "m_bucket{job=\"j\",le=\"0.5\"} 1", "m_count{job=\"j\"} 1")
                .hasSize(14);
    }

    @Test
    void what_would_have_a_counter_fall_is_left_out() throws IOException {
        assertThat(exposed(
                        "metric.counter {\nname = \"m\"\nsource = \"n\"\naction = \"add\"\n}",
                        "{\"n\": 3}",
                        "{\"n\": -2}"))
                .containsExactly("m{job=\"j\"} 3.0");
    }
}
