package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.RequiredLiteral;
import dev.plumbline.collector.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code stage.drop}: drops an entry for which every given condition holds. */
final class DropStage {
    private DropStage() {}

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        String source = arguments.text("source", "");
        String value = arguments.text("value", "");
        String expression = arguments.text("expression", "");
        Limits limits = new Limits(
                block.bytes("longer_than", 0),
                block.duration("older_than", 0),
                block.environment().clock());
        boolean unknown = List.of("source", "expression", "older_than", "longer_than").stream()
                .anyMatch(arguments::isUnknown);
        if (source.isEmpty() && expression.isEmpty() && limits.none() && !unknown && block.sound()) {
            block.problem(
                    value.isEmpty() ? "source" : "value",
                    "drop stage config must contain at least one of `source`, `expression`, `older_than` or"
                            + " `longer_than`");
        }
        if (!value.isEmpty() && !expression.isEmpty()) {
            block.problem(
                    "value",
                    "drop stage config error, `value` and `expression` cannot both be defined at the same time");
        } else if (!value.isEmpty() && source.isEmpty() && block.sound()) {
            block.problem("value", "drop stage config must contain `source` if `value` is specified");
        }
        Optional<GoRegex> regex = expression.isEmpty() ? Optional.empty() : block.regex("expression", expression);
        if (!block.sound()) {
            return Optional.empty();
        }
        Drop drop = block.drop(nonEmpty(arguments.text("drop_counter_reason", ""), "drop_stage"));
        if (source.isEmpty()) {
            return Optional.of(new ByLine(limits, regex, drop));
        }
        Optional<String> wanted = value.isEmpty() ? Optional.empty() : Optional.of(value);
        String separator = nonEmpty(arguments.text("separator", ""), ";");
        return Optional.of(new BySource(limits, List.of(source.split(",", -1)), separator, wanted, regex, drop));
    }

    private static String nonEmpty(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** Length in bytes and age in nanoseconds beyond which an entry is dropped; zero is no limit. */
    private record Limits(long longerThan, long olderThan, Clock clock) {
        boolean none() {
            return longerThan == 0 && olderThan == 0;
        }

        boolean exceeded(Entry entry) {
            return (longerThan == 0 || entry.length() > longerThan)
                    && (olderThan == 0 || entry.timestamp() < now() - olderThan);
        }

        private long now() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }
    }

    /** Looks at the line alone, as bytes as long as it can. */
    private static final class ByLine implements Gate {
        private final Limits limits;
        private final Optional<GoRegex> regex;
        private final RequiredLiteral literal;
        private final Optional<Drop> drop;

        ByLine(Limits limits, Optional<GoRegex> regex, Drop drop) {
            this.limits = limits;
            this.regex = regex;
            this.literal = RequiredLiteral.of(regex.map(GoRegex::source).orElse(""));
            this.drop = Optional.of(drop);
        }

        @Override
        public Optional<Drop> verdict(Entry entry) {
            if (!limits.none() && !limits.exceeded(entry)) {
                return Optional.empty();
            }
            boolean dropped = regex.isEmpty()
                    || Bytes.mayMatch(literal, entry) && regex.get().matches(entry.line());
            return dropped ? drop : Optional.empty();
        }
    }

    /** Looks at extracted values. */
    private record BySource(
            Limits limits,
            List<String> sources,
            String separator,
            Optional<String> value,
            Optional<GoRegex> regex,
            Drop drop)
            implements Stage {

        @Override
        public void process(Draft draft, Next next) {
            if ((limits.none() || limits.exceeded(draft.entry())) && holds(draft.extracted())) {
                drop.drop(draft.entry());
            } else {
                next.accept(draft);
            }
        }

        private boolean holds(Map<String, Json> extracted) {
            if (value.isEmpty() && regex.isEmpty()) {
                return extracted.keySet().containsAll(sources);
            }
            List<String> found = new ArrayList<>();
            for (String source : sources) {
                Json datum = extracted.get(source);
                if (datum != null) {
                    Optional<String> text = datum.plain();
                    if (text.isEmpty()) {
                        return false;
                    }
                    found.add(text.get());
                }
            }
            String joined = String.join(separator, found);
            return value.isPresent()
                    ? value.get().equals(joined)
                    : regex.orElseThrow().matches(joined);
        }
    }
}
