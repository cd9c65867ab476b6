package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules by which firing alerts mute others. */
final class InhibitRules {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(List<Matcher> source, List<Matcher> target, List<String> equal) {}

    InhibitRules(List<AlertmanagerConfig.InhibitRule> config) {
        for (AlertmanagerConfig.InhibitRule c : config) {
            rules.add(new Rule(
                    matchers(c.sourceMatchers(), c.sourceMatch()),
                    matchers(c.targetMatchers(), c.targetMatch()),
                    AlertmanagerConfig.list(c.equal())));
        }
    }

    int size() {
        return rules.size();
    }

    private static List<Matcher> matchers(@Nullable List<String> texts, @Nullable Map<String, String> exact) {
        List<Matcher> matchers = new ArrayList<>();
        AlertmanagerConfig.list(texts).forEach(t -> matchers.addAll(LabelMatcher.parse(t)));
        if (exact != null) {
            exact.forEach((k, v) -> matchers.add(Matcher.of(k, Matcher.Type.EQUAL, v)));
        }
        return matchers;
    }

    /** Finds an alert that mutes these labels. */
    Optional<Alert> inhibitor(Labels target, Collection<Alert> alerts, long now) {
        for (Rule rule : rules) {
            if (!LabelMatcher.matches(rule.target(), target)) {
                continue;
            }
            boolean both = LabelMatcher.matches(rule.source(), target);
            for (Alert source : alerts) {
                boolean fires = !source.isResolved(now) && LabelMatcher.matches(rule.source(), source.labels());
                boolean equal = rule.equal().stream()
                        .allMatch(l -> source.labels().get(l).equals(target.get(l)));
                boolean excluded = both && LabelMatcher.matches(rule.target(), source.labels());
                if (fires && equal && !excluded) {
                    return Optional.of(source);
                }
            }
        }
        return Optional.empty();
    }
}
