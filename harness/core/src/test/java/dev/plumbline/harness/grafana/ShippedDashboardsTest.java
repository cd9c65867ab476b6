package dev.plumbline.harness.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedDashboardsTest {
    private static final Path CONFIG = Path.of("../../config/grafana");
    private static final Set<String> SOURCES = Set.of("prometheus", "loki", "tempo");
    private static final Pattern FIXED_RANGE = Pattern.compile("\\[\\d");

    private static Dashboard dashboard(String uid) {
        try {
            String text = Files.readString(CONFIG.resolve("dashboards/" + uid + ".json"));
            return Dashboard.of(JsonMapper.builder().build().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void there_are_four_and_each_file_is_named_after_its_uid() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG.resolve("dashboards"))) {
            List<String> names = files.map(f -> f.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
            assertThat(names)
                    .containsExactly(
                            "application-performance",
                            "infrastructure-overview",
                            "iot-devices-mqtt",
                            "observability-stack-health");
            names.forEach(n -> assertThat(dashboard(n).uid()).isEqualTo(n));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-performance",
                "infrastructure-overview",
                "iot-devices-mqtt",
                "observability-stack-health"
            })
    void every_panel_says_what_it_shows_and_asks_a_known_data_source(String uid) {
        Dashboard dashboard = dashboard(uid);
        Set<String> variables =
                dashboard.variables().stream().map(Variable::name).collect(Collectors.toSet());
        assertThat(dashboard.panels().stream().map(Panel::id)).doesNotHaveDuplicates();
        assertThat(dashboard.panels().stream().map(Panel::title)).doesNotHaveDuplicates();
        for (Panel panel : dashboard.panels()) {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.description()).as(panel.title()).isNotBlank();
            assertThat(panel.unit()).as(panel.title()).isNotBlank();
            for (Target target : panel.targets()) {
                assertThat(panel.effective(target).uid()).as(panel.title()).isIn(SOURCES);
                assertThat(FIXED_RANGE.matcher(target.text()).find())
                        .as("a fixed range in " + panel.title())
                        .isFalse();
                assertThat(Templating.mentioned(target.text()).stream()
                                .filter(n -> !n.startsWith("__"))
                                .toList())
                        .as("variables of " + panel.title())
                        .isSubsetOf(variables);
            }
        }
    }

    @Test
    void what_may_be_empty_is_a_query_that_there_is() {
        for (ExpectedEmpty.Entry entry :
                ExpectedEmpty.read(CONFIG.resolve("expected-empty.yaml")).entries()) {
            List<String> queries = dashboard(entry.dashboard()).panels().stream()
                    .filter(p -> p.title().equals(entry.panel()))
                    .flatMap(p -> p.targets().stream())
                    .map(Target::refId)
                    .toList();
            assertThat(queries).as(entry.toString()).contains(entry.refId());
        }
    }
}
