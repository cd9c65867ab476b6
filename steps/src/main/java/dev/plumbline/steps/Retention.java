package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.harness.failure.ExpectationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from Loki's running configuration how long it keeps lines. */
final class Retention {
    private static final Pattern PART = Pattern.compile("(\\d+)(w|d|h|m|s)");

    private Retention() {}

    static void check(World world, int hours) {
        try {
            JsonNode running =
                    YAMLMapper.builder().build().readTree(world.loki().configuration());
            String period =
                    running.path("limits_config").path("retention_period").asText("none");
            boolean deletes =
                    running.path("compactor").path("retention_enabled").asBoolean();
            if (!deletes || duration(period).toHours() != hours) {
                throw new ExpectationFailure("expected Loki to delete lines older than " + hours
                        + " h; it says compactor.retention_enabled: " + deletes + ", limits_config.retention_period: "
                        + period);
            }
            world.evidence().observed("Loki deletes lines older than " + period);
        } catch (IOException e) {
            throw new UncheckedIOException("Loki's running configuration is not YAML", e);
        }
    }

    private static Duration duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "w" -> Duration.ofDays(7 * number);
                        case "d" -> Duration.ofDays(number);
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        return sum;
    }
}
