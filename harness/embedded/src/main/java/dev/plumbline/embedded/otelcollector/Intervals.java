package dev.plumbline.embedded.otelcollector;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.tempo.traceql.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads durations such as {@code 200ms}. */
final class Intervals {
    private Intervals() {}

    static Duration of(String key, @Nullable String text, Duration otherwise) {
        if (text == null) {
            return otherwise;
        }
        return Durations.go(text)
                .map(Duration::ofNanos)
                .orElseThrow(() ->
                        new LaunchException("'" + key + "': expected a duration such as 200ms, found '" + text + "'"));
    }
}
