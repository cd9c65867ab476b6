package dev.plumbline.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentInfo;
import dev.plumbline.collector.runtime.Exposition;
import dev.plumbline.collector.runtime.Health;
import dev.plumbline.collector.runtime.Program;
import dev.plumbline.collector.runtime.StatusReport;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Position HERE = new Position("test.alloy", 1, 1, 1);

    private static class Idle implements Component {
        @Override
        public void start() {}

        @Override
        public void update(Block arguments) {}

        @Override
        public void close() {}
    }

    private static final class Reading extends Idle implements StatusReport {
        @Override
        public List<Target> targets() {
            return List.of(
                    new Target("web", "7ad2", "api", Optional.of(1.5), 3, Map.of("probe", 2L), Optional.empty()));
        }
    }

    private static ComponentInfo component(String id, boolean ready, String message, Component component) {
        int dot = id.lastIndexOf('.');
        return new ComponentInfo(
                new Program.Node(id, id.substring(0, dot), Optional.of(id.substring(dot + 1)), HERE, Set.of()),
                List.of(),
                new Health(ready, message, Instant.EPOCH),
                Optional.empty(),
                new PrometheusRegistry(),
                component);
    }

    private static Pages pages(ComponentInfo... components) {
        return new Pages(() -> List.of(components), Optional::empty, new PrometheusRegistry());
    }

    private static String text(Answer answer) {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void is_ready_in_the_words_that_scripts_know() {
        assertThat(text(pages(component("loki.write.w", true, "", new Idle())).answer("GET", "/-/ready", "")))
                .isEqualTo("200 Alloy is ready.\n");
    }

    @Test
    void says_why_it_is_not_ready() {
        assertThat(text(pages().answer("GET", "/-/ready", "")))
                .isEqualTo("503 not ready: no configuration is loaded yet\n");
        assertThat(text(pages(component("loki.write.w", false, "nothing was delivered for 60 s", new Idle()))
                        .answer("GET", "/-/ready", "")))
                .isEqualTo("503 not ready: loki.write.w: nothing was delivered for 60 s\n");
    }

    @Test
    void tells_what_is_wrong_with_a_file_that_is_loaded_again() {
        Pages refusing = new Pages(
                () -> List.of(), () -> Optional.of("run.alloy:5:1: no such component"), new PrometheusRegistry());

        assertThat(text(refusing.answer("POST", "/-/reload", "")))
                .isEqualTo("400 error during the initial load: run.alloy:5:1: no such component\n");
        assertThat(text(pages().answer("POST", "/-/reload", ""))).isEqualTo("200 config reloaded\n");
        assertThat(pages().answer("DELETE", "/-/reload", "").status()).isEqualTo(405);
    }

    @Test
    void puts_the_metrics_of_all_components_on_one_page() {
        ComponentInfo one = component("loki.write.one", true, "", new Idle());
        ComponentInfo two = component("loki.write.two", true, "", new Idle());
        for (ComponentInfo info : List.of(one, two)) {
            Counter.builder()
                    .name("loki_write_sent_entries_total")
                    .register(info.metrics())
                    .inc(7);
        }

        assertThat(text(pages(one, two).answer("GET", "/metrics", "text/plain")))
                .contains("""
                        # TYPE loki_write_sent_entries_total counter
                        loki_write_sent_entries_total{component_id="loki.write.one",component_path="/"} 7.0
                        loki_write_sent_entries_total{component_id="loki.write.two",component_path="/"} 7.0
                        """);
    }

    @Test
    void tells_the_status_page_how_far_each_container_is() {
        assertThat(text(pages(component("loki.source.docker.all", true, "", new Reading()))
                        .answer("GET", "/api/v0/status", "")))
                .contains(
                        "\"targets\":[{\"component\":\"loki.source.docker.all\",\"container\":\"web\",\"drops\":{\"probe\":2},"
                                + "\"error\":\"\",\"id\":\"7ad2\",\"lag_seconds\":1.5,\"lines\":3,\"path\":\"api\"}]");
    }

    @Test
    void has_a_status_page_that_calls_out_to_nobody() {
        assertThat(text(pages().answer("GET", "/", "")))
                .startsWith("200 <!DOCTYPE html>")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    private static final class Slow extends Idle implements Exposition {
        private final CountDownLatch asked = new CountDownLatch(4);
        private final CountDownLatch let = new CountDownLatch(1);

        @Override
        public MetricSnapshots scrape() {
            asked.countDown();
            try {
                assertThat(let.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new MetricSnapshots();
        }
    }

    @Test
    void refuses_to_make_more_than_four_pages_of_slow_metrics_at_once_and_serves_the_others() throws Exception {
        Slow slow = new Slow();
        Pages pages = pages(component("prometheus.exporter.cadvisor.c", true, "", slow));
        String path = "/api/v0/component/prometheus.exporter.cadvisor.c/metrics";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(threads.submit(() -> pages.answer("GET", path, "")));
            }
            assertThat(slow.asked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(text(pages.answer("GET", path, ""))).isEqualTo("503 busy: 4 such pages are being made\n");
            assertThat(pages.answer("GET", "/metrics", "").status()).isEqualTo(200);
            slow.let.countDown();
            for (Future<Answer> answer : waiting) {
                assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
        assertThat(pages.answer("GET", path, "").status()).isEqualTo(200);
    }

    @Test
    void knows_no_page_of_a_component_that_has_none() {
        assertThat(pages(component("loki.write.w", true, "", new Idle()))
                        .answer("GET", "/api/v0/component/loki.write.w/metrics", "")
                        .status())
                .isEqualTo(404);
    }
}
