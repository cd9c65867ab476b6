package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.LineFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the level of an entry: in its labels, its metadata, its JSON or key=value pairs, or as a word in its line. */
final class LevelDetector {
    static final String LABEL = "detected_level";
    private static final String UNKNOWN = "unknown";
    private static final List<Map.Entry<String, String>> WORDS = List.of(
            Map.entry("trace", "trace"),
            Map.entry("debug", "debug"),
            Map.entry("fatal", "fatal"),
            Map.entry("critical", "critical"),
            Map.entry("error", "error"),
            Map.entry("err", "error"),
            Map.entry("warning", "warn"),
            Map.entry("warn", "warn"),
            Map.entry("info", "info"));

    private final List<String> fields;
    private final int depth;

    LevelDetector(List<String> fields, int depth) {
        this.fields = List.copyOf(fields);
        this.depth = depth;
    }

    /** Returns the entry with its level among its metadata. */
    Entry detect(Labels stream, Entry entry) {
        Labels metadata = entry.metadata();
        String level = metadata.has(LABEL)
                ? normal(metadata.get(LABEL)).orElse(metadata.get(LABEL))
                : among(stream).or(() -> among(metadata)).orElseGet(() -> fromEntry(entry));
        if (level.isEmpty()) {
            return entry;
        }
        Map<String, String> more = metadata.toMap();
        more.put(LABEL, level);
        return new Entry(entry.timestamp(), entry.line(), Labels.of(more));
    }

    private Optional<String> among(Labels labels) {
        return fields.stream()
                .filter(labels::has)
                .findFirst()
                .map(name -> normal(labels.get(name)).orElse(labels.get(name)));
    }

    private static Optional<String> normal(String level) {
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "trace", "trc" -> Optional.of("trace");
            case "debug", "dbg" -> Optional.of("debug");
            case "info", "inf", "information" -> Optional.of("info");
            case "warn", "wrn", "warning" -> Optional.of("warn");
            case "error", "err" -> Optional.of("error");
            case "critical" -> Optional.of("critical");
            case "fatal" -> Optional.of("fatal");
            default -> Optional.empty();
        };
    }

    private String fromEntry(Entry entry) {
        String severity = entry.metadata().get("severity_number");
        return severity.isEmpty() ? fromLine(entry.line()) : fromSeverity(severity);
    }

    private static String fromSeverity(String text) {
        if (!text.matches("[-+]?[0-9]{1,9}")) {
            return "info";
        }
        int number = Integer.parseInt(text);
        if (number == 0 || number > 24) {
            return UNKNOWN;
        }
        return List.of("trace", "debug", "info", "warn", "error", "fatal").get(Math.max(0, (number - 1) / 4));
    }

    private String fromLine(String line) {
        String trimmed = line.strip();
        Optional<String> found = Optional.empty();
        if (trimmed.startsWith("{") && trimmed.endsWith("}")) {
            found = LineFields.json(line, fields, depth);
        } else if (line.indexOf('=') >= 0) {
            found = LineFields.logfmt(line, fields);
        }
        return found.flatMap(LevelDetector::normal).orElseGet(() -> word(line));
    }

    private static String word(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        int first = lower.length();
        String level = UNKNOWN;
        for (Map.Entry<String, String> candidate : WORDS) {
            int at = bounded(lower, candidate.getKey());
            if (at >= 0 && at < first) {
                first = at;
                level = candidate.getValue();
            }
        }
        return level;
    }

    private static int bounded(String line, String word) {
        for (int at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean left = at == 0 || " \t\n[({\"=".indexOf(line.charAt(at - 1)) >= 0;
            boolean right = end == line.length() || " \t\n[](){}:,!\"=".indexOf(line.charAt(end)) >= 0;
            if (left && right) {
                return at;
            }
        }
        return -1;
    }
}
