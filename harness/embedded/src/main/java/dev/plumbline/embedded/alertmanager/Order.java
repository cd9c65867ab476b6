package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The orders in which Alertmanager shows groups and the alerts in them. */
final class Order {
    private Order() {}

    /** Orders label sets: fewer labels first, then by the first label that only one has or that differs. */
    static int ofLabels(Labels a, Labels b) {
        Map<String, String> left = a.toMap();
        Map<String, String> right = b.toMap();
        if (left.size() != right.size()) {
            return Integer.compare(left.size(), right.size());
        }
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!left.containsKey(name) || !right.containsKey(name)) {
                return left.containsKey(name) ? 1 : -1;
            }
            int order = left.getOrDefault(name, "").compareTo(right.getOrDefault(name, ""));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Orders alerts by job, then by instance, then by all labels. */
    static int ofAlerts(Labels a, Labels b) {
        for (String name : new String[] {"job", "instance"}) {
            boolean left = a.toMap().containsKey(name);
            boolean right = b.toMap().containsKey(name);
            if (left != right) {
                return left ? -1 : 1;
            }
            int order = a.get(name).compareTo(b.get(name));
            if (order != 0) {
                return order;
            }
        }
        return ofLabels(a, b);
    }
}
