package dev.plumbline.embedded.prometheus;

import dev.plumbline.embedded.prometheus.config.PrometheusConfig;
import org.jspecify.annotations.Nullable;

/** Refuses the keys of Prometheus' file that would be read here and then change nothing. */
final class WithoutEffect {
    private WithoutEffect() {}

    /**
     * Checks a file.
     *
     * @throws IllegalArgumentException naming the first key that stands there
     */
    static void check(PrometheusConfig config) {
        PrometheusConfig.Global global = config.global();
        if (global != null) {
            refuse("global.rule_query_offset", global.ruleQueryOffset());
        }
        PrometheusConfig.Storage storage = config.storage();
        if (storage != null) {
            refuse("storage.exemplars", storage.exemplars());
        }
        PrometheusConfig.Alerting alerting = config.alerting();
        if (alerting != null) {
            refuse("alerting.alert_relabel_configs", alerting.alertRelabelConfigs());
            for (PrometheusConfig.AlertmanagerConfig manager : PrometheusConfig.list(alerting.alertmanagers())) {
                refuse("alerting.alertmanagers.timeout", manager.timeout());
                refuse("alerting.alertmanagers.basic_auth", manager.basicAuth());
                if (!PrometheusConfig.or(manager.apiVersion(), "v2").equals("v2")) {
                    refuse("alerting.alertmanagers.api_version", manager.apiVersion());
                }
            }
        }
    }

    private static void refuse(String key, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "the stand-in does nothing with the key '" + key + "': remove it, or run the real Prometheus");
        }
    }
}
