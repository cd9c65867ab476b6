package dev.plumbline.embedded.alertmanager;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** alertmanager.yaml. Keys that are not here are refused by name, so are receivers of other kinds than webhooks. */
record AlertmanagerConfig(
        @Nullable Global global,
        @Nullable RouteConfig route,
        @Nullable List<InhibitRule> inhibitRules,
        @Nullable List<Receiver> receivers,
        @Nullable List<String> templates) {

    /** Defaults. */
    record Global(@Nullable String resolveTimeout) {}

    /** A node of the routing tree. */
    record RouteConfig(
            @Nullable String receiver,
            @Nullable List<String> groupBy,
            @Nullable Map<String, String> match,
            @Nullable Map<String, String> matchRe,
            @Nullable List<String> matchers,

            @com.fasterxml.jackson.annotation.JsonProperty("continue") @Nullable
            Boolean goOn,

            @Nullable List<RouteConfig> routes,
            @Nullable String groupWait,
            @Nullable String groupInterval,
            @Nullable String repeatInterval) {}

    /** A rule that mutes targets while a source fires. */
    record InhibitRule(
            @Nullable List<String> sourceMatchers,
            @Nullable List<String> targetMatchers,
            @Nullable Map<String, String> sourceMatch,
            @Nullable Map<String, String> targetMatch,
            @Nullable List<String> equal) {}

    /** Who is told. */
    record Receiver(@Nullable String name, @Nullable List<Webhook> webhookConfigs) {}

    /** A URL that is told. */
    record Webhook(
            @Nullable String url,
            @Nullable Boolean sendResolved,
            @Nullable Integer maxAlerts) {}

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
