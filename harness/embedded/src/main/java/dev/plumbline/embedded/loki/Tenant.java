package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is kept of one tenant. */
final class Tenant {
    private final String id;
    private final LogStore store;
    private final TokenBucket rate;
    private final Map<Labels, TokenBucket> streamRates = new ConcurrentHashMap<>();
    private final Settings settings;

    Tenant(String id, Settings settings, LogStore store, long now) {
        this.id = id;
        this.store = store;
        this.settings = settings;
        this.rate = new TokenBucket(settings.rateBytes(), settings.burstBytes(), now);
    }

    String id() {
        return id;
    }

    LogStore store() {
        return store;
    }

    TokenBucket rate() {
        return rate;
    }

    TokenBucket rate(Labels stream, long now) {
        return streamRates.computeIfAbsent(
                stream, s -> new TokenBucket(settings.streamRateBytes(), settings.streamBurstBytes(), now));
    }
}
