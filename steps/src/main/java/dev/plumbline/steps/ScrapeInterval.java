package dev.plumbline.steps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how often Prometheus scrapes, from its own running configuration. */
final class ScrapeInterval {
    private static final Pattern GLOBAL = Pattern.compile("(?m)^\\s*scrape_interval:\\s*(\\d+)(ms|s|m)\\s*$");

    private ScrapeInterval() {}

    static long seconds(World world) {
        String yaml = world.http(dev.plumbline.harness.stack.Service.PROMETHEUS)
                .get("/api/v1/status/config")
                .json()
                .path("data")
                .path("yaml")
                .asText();
        Matcher global = GLOBAL.matcher(yaml);
        if (!global.find()) {
            return 15;
        }
        long number = Long.parseLong(global.group(1));
        return switch (global.group(2)) {
            case "ms" -> Math.max(1, number / 1000);
            case "m" -> number * 60;
            default -> number;
        };
    }
}
