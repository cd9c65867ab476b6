package dev.plumbline.collector.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnLogTest {
    private static LoggingEvent event(String message, Object... values) {
        Logger logger = new LoggerContext().getLogger("dev.plumbline.Test");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, null, values);
        event.setInstant(Instant.parse("2026-01-15T10:00:00Z"));
        return event;
    }

    @Test
    void writes_logfmt_on_one_line_whatever_the_message_holds() {
        assertThat(new String(
                        new LineEncoder(LogFormat.LOGFMT).encode(event("engine said {}", "\"no\"\nreally")),
                        StandardCharsets.UTF_8))
                .isEqualTo("ts=2026-01-15T10:00:00Z level=warn logger=Test msg=\"engine said \\\"no\\\"\\nreally\"\n");
    }

    @Test
    void writes_json() {
        assertThat(new String(new LineEncoder(LogFormat.JSON).encode(event("tab\there")), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"ts\":\"2026-01-15T10:00:00Z\",\"level\":\"warn\",\"logger\":\"Test\",\"msg\":\"tab\\there\"}\n");
    }

    @Test
    void says_the_same_thing_ten_times_a_minute() {
        AtomicLong now = new AtomicLong();
        RateLimit limit = new RateLimit(now::get);
        for (int i = 0; i < RateLimit.MOST; i++) {
            assertThat(limit.decide(event("lost {}", i))).isEqualTo(FilterReply.NEUTRAL);
        }
        assertThat(limit.decide(event("lost {}", 11))).isEqualTo(FilterReply.DENY);
        assertThat(limit.decide(event("found"))).isEqualTo(FilterReply.NEUTRAL);
        now.addAndGet(RateLimit.WINDOW_MILLIS);
        assertThat(limit.decide(event("lost {}", 12))).isEqualTo(FilterReply.NEUTRAL);
    }
}
