package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which labels a metric query needs, so that parsers can leave out the rest. This is no mere optimisation: a line that is
 * not parsed to its end does not fail either, and Loki's answers show it.
 */
final class Hints {
    private static final String SUFFIX = "_extracted";

    private final boolean nothing;
    private final List<String> required;
    private final List<LabelFilter> filters;
    private final Set<String> extracted = new HashSet<>();

    private Hints(boolean nothing, List<String> required, List<LabelFilter> filters) {
        this.nothing = nothing;
        this.required = required;
        this.filters = filters;
    }

    /** Everything is needed. */
    static Hints none() {
        return new Hints(false, List.of(), List.of());
    }

    /**
     * Works out what a metric needs.
     *
     * @param names labels that stages and the unwrap read
     * @param groups labels that are kept
     * @param without whether {@code groups} are dropped instead
     * @param noLabels whether no labels are kept
     * @param filters filters of the pipeline, in order
     */
    static Hints of(
            List<String> names, List<String> groups, boolean without, boolean noLabels, List<LabelFilter> filters) {
        Set<String> needed = new LinkedHashSet<>();
        for (List<String> list : List.of(names, groups)) {
            for (String name : list) {
                needed.add(name);
                if (name.endsWith(SUFFIX)) {
                    needed.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        }
        needed.remove("");
        List<LabelFilter> single = new ArrayList<>();
        for (LabelFilter filter : filters) {
            if (!(filter instanceof LabelFilter.Both)) {
                single.add(filter);
            }
        }
        if (noLabels) {
            return needed.isEmpty()
                    ? new Hints(true, List.of(), List.of())
                    : new Hints(false, List.copyOf(needed), single);
        }
        if (without || groups.isEmpty()) {
            return new Hints(false, List.of(), single);
        }
        return new Hints(false, List.copyOf(needed), List.of());
    }

    void reset() {
        extracted.clear();
    }

    void extracted(String name) {
        extracted.add(name);
    }

    /** Whether a label was found already, or is not needed. */
    boolean skips(String name) {
        return extracted.contains(name) || !wants(name);
    }

    boolean wants(String name) {
        return required.isEmpty() || required.contains(name);
    }

    boolean wantsUnder(String prefix) {
        return required.isEmpty() || required.stream().anyMatch(r -> r.startsWith(prefix));
    }

    boolean satisfied() {
        return !required.isEmpty() && extracted.containsAll(required);
    }

    boolean wantsNothing() {
        return nothing || satisfied();
    }

    boolean preservesError() {
        return required.contains(LabelsBuilder.ERROR);
    }

    /** Whether the line can still pass the filter on a label that was just found. */
    boolean passes(String name, LabelsBuilder labels) {
        for (LabelFilter filter : filters) {
            if (filter.names().getFirst().equals(name)) {
                return LabelFilters.test(filter, labels);
            }
        }
        return true;
    }
}
