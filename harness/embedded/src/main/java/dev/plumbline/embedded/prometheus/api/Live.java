package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.prometheus.rules.RuleManager;
import dev.plumbline.embedded.prometheus.scrape.ScrapeManager;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.time.Instant;
import java.util.Map;

/**
 * What runs besides the stored data.
 *
 * @param tsdb stored data
 * @param scrapes targets
 * @param rules rules and alerts
 * @param flags values of the command line's flags
 * @param config text of the configuration file
 * @param externalUrl address under which others see this one
 * @param started when it started
 * @param lastReload when the configuration was last read
 */
public record Live(
        Tsdb tsdb,
        ScrapeManager scrapes,
        RuleManager rules,
        Map<String, String> flags,
        String config,
        String externalUrl,
        Instant started,
        Instant lastReload) {}
