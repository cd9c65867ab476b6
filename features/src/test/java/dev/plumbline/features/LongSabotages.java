package dev.plumbline.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ways to break the stack that the scenarios with outages have to notice; run with {@code -Psabotage,long}. */
final class LongSabotages {
    private static final String COLLECTOR = "config/collector/config.alloy";
    private static final String ALERT = "The log collector cannot be scraped";
    private static final List<String> WITH_LINES = List.of(
            "Loki is down for half a minute",
            "Loki freezes",
            "Loki is cut off from the network",
            "The log collector is killed again and again",
            "The log collector is taken down and brought up again",
            "A container is stopped and started",
            "The way to Loki is slow",
            "Connections to Loki break",
            "A burst",
            "The log rotates while nobody reads it",
            "A container comes, writes and ends",
            "A container that is removed leaves its lines behind");
    private static final String FORWARD = "forward_to    = [loki.process.stack.receiver]";

    private LongSabotages() {}

    static final List<Sabotage> ALL = List.of(
            wired(
                    "Every line is delivered once more, in a stream of its own",
                    b -> {
                        b.replace(
                                COLLECTOR,
                                FORWARD,
                                "forward_to    = [loki.process.stack.receiver, loki.process.copy.receiver]");
                        b.replace(COLLECTOR, "loki.process \"stack\" {", """
                                loki.process "copy" {
                                  forward_to = [loki.write.loki.receiver]

                                  stage.static_labels {
                                    values = {copy = "1"}
                                  }
                                }

                                loki.process "stack" {""");
                    },
                    "@long and not @alerts",
                    each(
                            WITH_LINES,
                            "lines of .*; more than once \\[.*|the absence of a line more than the \\d+ that were written: .*")),
            wired(
                    "A drop stage swallows the fifteenth line",
                    b -> b.replace(COLLECTOR, "\t// Readiness probes are noise.\n", """
                            stage.drop {
                              expression          = " n=15 "
                              drop_counter_reason = "too_eager"
                            }
                            """),
                    ScenarioRun.NAMED
                            + "Loki freezes|The log rotates while nobody reads it|A container comes, writes and ends",
                    Map.of(
                            "Loki freezes",
                                    "\\d+ lines of checkout on stdout: lost between engine and Loki: .*reason=\"too_eager\".*",
                            "The log rotates while nobody reads it", lost(20_000),
                            "A container comes, writes and ends", lost(50))),
            wired(
                    "Nothing watches the log collector",
                    b -> b.replace(
                            "config/prometheus/rules.yaml", "up{job=\"collector\"} == 0", "up{job=\"collect\"} == 0"),
                    "@alerts",
                    Map.of(ALERT, "alert CollectorScrapeFailing fires in Prometheus: not within .*")),
            wired(
                    "Alertmanager tells nobody",
                    b -> b.replace("config/alertmanager/alertmanager.yaml", "/alerts", "/nobody"),
                    "@alerts",
                    Map.of(ALERT, "the receiver is told that CollectorScrapeFailing is firing: not within .*")));

    private static String lost(int lines) {
        return lines + " lines of \\w+ on stdout: lost between engine and Loki: " + (lines - 1) + " of " + lines
                + " lines are in Loki.*reason=\"too_eager\".*";
    }

    private static Map<String, String> each(List<String> scenarios, String cause) {
        Map<String, String> all = new LinkedHashMap<>();
        scenarios.forEach(s -> all.put(s, cause));
        return all;
    }

    private static Sabotage wired(
            String name, Consumer<BrokenStack> breaking, String scenarios, Map<String, String> failing) {
        return new Sabotage(
                name,
                b -> {
                    b.property("plumbline.wire", "true");
                    breaking.accept(b);
                },
                scenarios,
                failing);
    }
}
