package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code stage.truncate}: cuts what is longer than a number of bytes. */
final class TruncateStage implements Change {
    private static final List<String> TYPES = List.of("line", "label", "structured_metadata", "extracted");

    private record Rule(int limit, byte[] suffix, List<String> sources, String type) {
        boolean selects(String name) {
            return sources.isEmpty() || sources.contains(name);
        }

        /** Returns the text cut, or empty if it is short enough. */
        Optional<String> cut(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return bytes.length > limit
                    ? Optional.of(new String(cut(bytes, 0), StandardCharsets.UTF_8))
                    : Optional.empty();
        }

        byte[] cut(byte[] bytes, int offset) {
            byte[] kept = Arrays.copyOfRange(bytes, offset, offset + limit + suffix.length);
            System.arraycopy(suffix, 0, kept, limit, suffix.length);
            return kept;
        }
    }

    private final List<Rule> rules;
    private final StageMetrics metrics;

    private TruncateStage(List<Rule> rules, StageMetrics metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    static Optional<Stage> read(StageBlock block) {
        List<Rule> rules = new ArrayList<>();
        boolean sound = true;
        for (Block inner : block.arguments().block().blocks("rule")) {
            StageBlock rule = block.inner(inner);
            read(rule, rules);
            sound &= rule.sound();
        }
        return sound ? Optional.of(new TruncateStage(rules, block.environment().metrics())) : Optional.empty();
    }

    private static void read(StageBlock block, List<Rule> rules) {
        Arguments arguments = block.arguments();
        String type = arguments.text("source_type", "line");
        if (!TYPES.contains(type)) {
            block.problem("source_type", "unknown source_type: " + type + "; expected one of " + TYPES);
        }
        long limit = block.bytes("limit", 0);
        byte[] suffix = arguments.text("suffix", "").getBytes(StandardCharsets.UTF_8);
        List<String> sources = arguments.texts("sources");
        if (limit <= 0 && block.sound() && !arguments.isUnknown("limit")) {
            block.problem("limit", "limit must be greater than zero");
        } else if (suffix.length > 0 && suffix.length >= limit && block.sound()) {
            block.problem("suffix", "suffix length cannot be greater than or equal to limit");
        }
        if (type.equals("line") && !sources.isEmpty()) {
            block.problem("sources", "sources cannot be set when source_type is 'line'");
        }
        if (block.sound()) {
            rules.add(new Rule((int) Math.min(limit - suffix.length, Integer.MAX_VALUE - 64), suffix, sources, type));
        }
    }

    @Override
    public void change(Draft draft) {
        Set<String> truncated = new TreeSet<>();
        for (Rule rule : rules) {
            switch (rule.type()) {
                case "line" -> line(rule, draft, truncated);
                case "label" -> labels(rule, draft, truncated);
                case "structured_metadata" -> metadata(rule, draft, truncated);
                default -> extracted(rule, draft, truncated);
            }
            if (!truncated.isEmpty()) {
                if (draft.extracted().get("truncated") instanceof Json.Text before) {
                    truncated.addAll(List.of(before.value().split(",", -1)));
                }
                draft.extract("truncated", String.join(",", truncated));
            }
        }
    }

    private void mark(String field, Set<String> truncated) {
        metrics.truncated(field);
        truncated.add(field);
    }

    private void line(Rule rule, Draft draft, Set<String> truncated) {
        Entry entry = draft.entry();
        if (entry.length() > rule.limit()) {
            byte[] cut = rule.cut(entry.bytes(), entry.offset());
            draft.line(cut);
            mark("line", truncated);
        }
    }

    private void labels(Rule rule, Draft draft, Set<String> truncated) {
        for (Map.Entry<String, String> label : List.copyOf(draft.labels().entrySet())) {
            if (rule.selects(label.getKey())) {
                rule.cut(label.getValue()).ifPresent(cut -> {
                    draft.label(label.getKey(), cut);
                    mark("label", truncated);
                });
            }
        }
    }

    private void metadata(Rule rule, Draft draft, Set<String> truncated) {
        for (Map.Entry<String, String> datum : List.copyOf(draft.metadata().entrySet())) {
            if (rule.selects(datum.getKey())) {
                rule.cut(datum.getValue()).ifPresent(cut -> {
                    draft.changeableMetadata().put(datum.getKey(), cut);
                    mark("structured_metadata", truncated);
                });
            }
        }
    }

    private void extracted(Rule rule, Draft draft, Set<String> truncated) {
        for (Map.Entry<String, Json> datum : List.copyOf(draft.extracted().entrySet())) {
            if (rule.selects(datum.getKey()) && datum.getValue() instanceof Json.Text text) {
                rule.cut(text.value()).ifPresent(cut -> {
                    draft.extract(datum.getKey(), cut);
                    mark("extracted", truncated);
                });
            }
        }
    }
}
