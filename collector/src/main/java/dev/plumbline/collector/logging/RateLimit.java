package dev.plumbline.collector.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets every kind of message through ten times a minute, and holds the rest back: what goes wrong a thousand times a
 * second is said often enough. A kind is a logger and a message before its values are filled in.
 */
final class RateLimit extends Filter<ILoggingEvent> {
    static final int MOST = 10;
    static final long WINDOW_MILLIS = 60_000;
    private static final int KINDS = 1000;

    private final LongSupplier millis;
    private final Map<String, long[]> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
            return size() > KINDS;
        }
    };

    RateLimit(LongSupplier millis) {
        this.millis = millis;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.TRACE) && event.getMessage() == null) {
            return FilterReply.NEUTRAL;
        }
        long now = millis.getAsLong();
        synchronized (kinds) {
            long[] seen =
                    kinds.computeIfAbsent(event.getLoggerName() + "|" + event.getMessage(), k -> new long[] {now, 0});
            if (now - seen[0] >= WINDOW_MILLIS) {
                seen[0] = now;
                seen[1] = 0;
            }
            return ++seen[1] > MOST ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
