package dev.plumbline.harness.names;

import java.util.List;
import java.util.Set;

/**
 * What a query names.
 *
 * @param selectors metrics and the labels that their matchers name
 * @param grouping labels in {@code by}, {@code without}, {@code on}, {@code ignoring} and {@code group_left}
 * @param created labels that the query itself makes
 */
record Mention(List<Selector> selectors, Set<String> grouping, Set<String> created) {
    Mention {
        selectors = List.copyOf(selectors);
        grouping = Set.copyOf(grouping);
        created = Set.copyOf(created);
    }

    /**
     * A selector.
     *
     * @param metric name of the metric, empty where there is none (a log stream, or a regular expression for a name)
     * @param labels names of labels that are matched
     */
    record Selector(String metric, List<String> labels) {
        Selector {
            labels = List.copyOf(labels);
        }
    }
}
