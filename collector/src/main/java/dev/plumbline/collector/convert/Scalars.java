package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What plain scalars mean to Promtail, whose YAML is still 1.1: {@code y}, {@code on} and {@code no} are booleans. */
final class Scalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([KMGTPE]?)B?");
    private static final Pattern DURATION =
            Pattern.compile("((\\d+)y)?((\\d+)w)?((\\d+)d)?((\\d+)h)?((\\d+)m)?((\\d+)s)?((\\d+)ms)?");
    private static final long[] MILLISECONDS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private Scalars() {}

    static boolean isNull(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN && NULL.contains(node.getValue());
    }

    static Optional<Boolean> flag(String text) {
        return TRUE.contains(text) ? Optional.of(true) : FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }

    static Optional<Long> whole(String text) {
        return text.matches("[-+]?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static Optional<Double> number(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    static Optional<Long> size(String text) {
        Matcher parts = SIZE.matcher(text.toUpperCase(Locale.ROOT).strip());
        if (!parts.matches() || parts.group(1).length() > 15) {
            return Optional.empty();
        }
        int power = parts.group(2).isEmpty() ? 0 : "KMGTPE".indexOf(parts.group(2)) + 1;
        return Optional.of(Long.parseLong(parts.group(1)) << (10 * power));
    }

    static Optional<Duration> prometheusDuration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        long sum = 0;
        for (int i = 0; i < MILLISECONDS.length; i++) {
            String count = parts.group(2 * i + 2);
            sum += count == null ? 0 : Long.parseLong(count) * MILLISECONDS[i];
        }
        return Optional.of(Duration.ofMillis(sum));
    }
}
