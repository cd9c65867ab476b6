package dev.plumbline.embedded.prometheus.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of rules. */
public record RuleFile(@Nullable List<Group> groups) {
    /** A group of rules that are evaluated one after the other. */
    public record Group(
            @Nullable String name,
            @Nullable String interval,
            @Nullable Integer limit,
            @Nullable String queryOffset,
            @Nullable Map<String, String> labels,
            @Nullable List<Rule> rules) {}

    /** A recording or alerting rule. */
    public record Rule(
            @Nullable String record,
            @Nullable String alert,
            @Nullable String expr,

            @com.fasterxml.jackson.annotation.JsonProperty("for") @Nullable
            String hold,

            @Nullable String keepFiringFor,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations) {}
}
