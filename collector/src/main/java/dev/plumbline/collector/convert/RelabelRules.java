package dev.plumbline.collector.convert;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Converts {@code relabel_configs}. */
final class RelabelRules {
    private static final Set<String> KEYS =
            Set.of("source_labels", "separator", "regex", "modulus", "target_label", "replacement", "action");
    private static final Set<String> ACTIONS = Set.of(
            "replace",
            "keep",
            "drop",
            "hashmod",
            "labelmap",
            "labeldrop",
            "labelkeep",
            "lowercase",
            "uppercase",
            "keepequal",
            "dropequal");

    private RelabelRules() {}

    static List<Section> read(Section scrape) {
        return scrape.sections("relabel_configs", KEYS);
    }

    static void write(List<Section> rules, AlloyText out) {
        rules.forEach(rule -> write(rule, out));
    }

    private static void write(Section rule, AlloyText out) {
        String action = rule.text("action", "replace").toLowerCase(Locale.ROOT);
        if (!ACTIONS.contains(action)) {
            throw new ConversionException("unknown relabel action \"" + action + "\"");
        }
        String regex = rule.text("regex", "(.*)");
        try {
            GoRegex.anchored(regex);
        } catch (GoRegexException e) {
            throw new ConversionException(String.valueOf(e.getMessage()));
        }
        out.open("rule")
                .texts("source_labels", rule.texts("source_labels"))
                .text("separator", rule.text("separator", ";"), ";")
                .text("regex", regex, "(.*)")
                .whole("modulus", rule.whole("modulus", 0), 0)
                .text("target_label", rule.text("target_label", ""), "")
                .text("replacement", rule.text("replacement", "$1"), "$1")
                .text("action", action, "replace")
                .close();
    }
}
