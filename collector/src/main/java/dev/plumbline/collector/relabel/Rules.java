package dev.plumbline.collector.relabel;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Relabel rules in their order; immutable, for any number of threads. */
public final class Rules {
    /** The type of the capsule that carries rules through a configuration. */
    public static final String CAPSULE = "rules";

    private final List<Rule> rules;

    Rules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Returns rules that change nothing. */
    public static Rules none() {
        return new Rules(List.of());
    }

    /** Reads the {@code rule} blocks of a component that has been checked. */
    public static Rules of(Block component) {
        Problems ignored = new Problems();
        return new Rules(component.blocks("rule").stream()
                .flatMap(block -> RuleBlock.read(block, ignored).stream())
                .toList());
    }

    /** Reports every problem of the {@code rule} blocks of a component. */
    public static void check(Block component, Problems problems) {
        component.blocks("rule").forEach(block -> RuleBlock.read(block, problems));
    }

    /** Reads rules out of a configuration's value; anything else counts as no rules. */
    public static Rules of(Value value) {
        return value instanceof Value.Capsule capsule && capsule.content() instanceof Rules rules ? rules : none();
    }

    /** Returns how many rules there are. */
    public int size() {
        return rules.size();
    }

    /**
     * Applies all rules to a label set.
     *
     * @param labels by name; an empty value counts as no label
     * @return what came of them, sorted by name, or empty if a rule dropped the set
     */
    public Optional<SortedMap<String, String>> apply(Map<String, String> labels) {
        SortedMap<String, String> result = new TreeMap<>(labels);
        result.values().removeIf(String::isEmpty);
        for (Rule rule : rules) {
            if (!rule.apply(result)) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableSortedMap(result));
    }
}
