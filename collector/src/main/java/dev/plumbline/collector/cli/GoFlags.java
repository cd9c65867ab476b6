package dev.plumbline.collector.cli;

import java.util.Arrays;
import java.util.Set;

/** Go's flags know switches without a value, which does not stand in the next word: {@code --x} is {@code --x=true}. */
final class GoFlags {
    private static final Set<String> SWITCHES = Set.of(
            "--disable-reporting",
            "--cluster.enabled",
            "--cluster.enable-tls",
            "--config.bypass-conversion-errors",
            "--feature.community-components.enabled",
            "--feature.prometheus.direct-fanout.enabled",
            "--server.http.disable-support-bundle",
            "--server.http.enable-graphql",
            "--server.http.enable-graphql-playground",
            "--server.http.enable-pprof");

    private GoFlags() {}

    static String[] normalised(String[] arguments) {
        return Arrays.stream(arguments)
                .map(a -> SWITCHES.contains(a) ? a + "=true" : a)
                .toArray(String[]::new);
    }
}
