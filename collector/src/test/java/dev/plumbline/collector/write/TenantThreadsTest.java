package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.testkit.Blocks;
import dev.plumbline.collector.testkit.FakeContext;
import dev.plumbline.collector.testkit.ScriptedLoki;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantThreadsTest {
    private static final int SHARDS_OF_A_TENANT = 4;

    @TempDir
    private Path folder;

    @Test
    void only_the_first_tenants_take_threads_of_the_system_and_all_are_sent() throws Exception {
        FakeContext context = new FakeContext("loki.write.threads", folder);
        try (ScriptedLoki loki = new ScriptedLoki();
                Component write = new LokiWriteType()
                        .create(
                                Blocks.block("loki.write")
                                        .with(Blocks.block("endpoint")
                                                .set("name", "tenants")
                                                .set(
                                                        "url",
                                                        loki.url("/loki/api/v1/push")
                                                                .toString())
                                                .set("batch_wait", "5ms"))
                                        .make(),
                                context)) {
            write.start();
            Receiver receiver = (Receiver) ((Value.Capsule) context.exported("receiver")).content();
            for (int tenant = 1; tenant <= 20; tenant++) {
                receiver.accept(entry("t" + tenant));
                assertThat(systemThreads())
                        .as("with %d tenants", tenant)
                        .isEqualTo(SHARDS_OF_A_TENANT * Math.min(4L, tenant));
            }
            assertThat(loki.awaitStored(20, 30)).isTrue();
        }
    }

    private static Entry entry(String tenant) {
        byte[] line = "line".getBytes(StandardCharsets.UTF_8);
        return new Entry(
                Labels.of(Map.of("job", "j", Stream.TENANT, tenant)),
                1_768_471_200_000_000_000L,
                line,
                0,
                line.length,
                Map.of(),
                Kept.of(new Outcomes(), 1));
    }

    /** Virtual threads are not among them. */
    private static long systemThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("loki-write-tenants-"))
                .count();
    }
}
