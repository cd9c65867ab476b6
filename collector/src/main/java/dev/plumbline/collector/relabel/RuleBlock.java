package dev.plumbline.collector.relabel;

import com.google.re2j.Pattern;
import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import java.util.List;
import java.util.Optional;

/** Reads one {@code rule} block and tells all that is wrong with it. */
final class RuleBlock {
    private static final Pattern TARGET = Pattern.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");
    private static final String ANY = "(.*)";
    private static final String FIRST_GROUP = "$1";

    private final Arguments arguments;
    private final Problems problems;

    private RuleBlock(Block block, Problems problems) {
        this.arguments = Arguments.of(block);
        this.problems = problems;
    }

    /** Returns the rule, or empty if it has a problem, which is then reported. */
    static Optional<Rule> read(Block block, Problems problems) {
        return new RuleBlock(block, problems).read();
    }

    private Optional<Rule> read() {
        Optional<GoRegex> regex = regex();
        Optional<Action> action = action();
        if (regex.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        Rule rule = new Rule(
                action.get(),
                arguments.texts("source_labels"),
                arguments.text("separator", ";"),
                regex.get(),
                arguments.whole("modulus", 0),
                arguments.text("target_label", ""),
                arguments.text("replacement", FIRST_GROUP));
        List<Boolean> sound = List.of(target(rule), modulus(rule), replacement(rule), onlyWhatItTakes(rule.action()));
        return sound.contains(false) ? Optional.empty() : Optional.of(rule);
    }

    private Optional<GoRegex> regex() {
        try {
            return Optional.of(GoRegex.anchored(arguments.text("regex", ANY)));
        } catch (GoRegexException e) {
            problems.add(arguments.position("regex"), "error parsing regexp: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Action> action() {
        String name = arguments.text("action", Action.REPLACE.toString());
        Optional<Action> action = Action.named(name);
        if (action.isEmpty()) {
            problems.add(
                    arguments.position("action"),
                    "unrecognized action type \"" + name + "\"; expected one of " + List.of(Action.values()));
        }
        return action;
    }

    private boolean target(Rule rule) {
        if (!rule.action().needsTarget()) {
            return true;
        }
        if (rule.target().isEmpty()) {
            return wrong(
                    "target_label",
                    "relabel configuration for " + rule.action() + " action requires 'target_label' value");
        }
        boolean template = rule.action() == Action.REPLACE && rule.target().contains("$");
        if (template ? TARGET.matcher(rule.target()).matches() : LabelName.isValid(rule.target())) {
            return true;
        }
        return wrong(
                "target_label", "\"" + rule.target() + "\" is invalid 'target_label' for " + rule.action() + " action");
    }

    private boolean modulus(Rule rule) {
        return rule.action() != Action.HASHMOD
                || rule.modulus() != 0
                || wrong("modulus", "relabel configuration for hashmod requires non-zero modulus");
    }

    private boolean replacement(Rule rule) {
        return rule.action() != Action.LABELMAP
                || TARGET.matcher(rule.replacement()).matches()
                || wrong("replacement", "\"" + rule.replacement() + "\" is invalid 'replacement' for labelmap action");
    }

    private boolean onlyWhatItTakes(Action action) {
        return switch (action) {
            case LABELDROP, LABELKEEP ->
                only(action, "'regex'", "source_labels", "target_label", "modulus", "separator", "replacement");
            case KEEPEQUAL, DROPEQUAL ->
                only(action, "'source_labels' and 'target_label'", "regex", "modulus", "separator", "replacement");
            case LOWERCASE, UPPERCASE -> !differs("replacement") || cannot(action);
            case REPLACE, KEEP, DROP, HASHMOD, LABELMAP -> true;
        };
    }

    private boolean cannot(Action action) {
        return wrong("replacement", "'replacement' can not be set for " + action + " action");
    }

    private boolean only(Action action, String takes, String... others) {
        for (String other : others) {
            if (differs(other)) {
                return wrong(other, action + " action requires only " + takes + ", and no other fields");
            }
        }
        return true;
    }

    /** An attribute that says what holds anyway does no harm. */
    private boolean differs(String name) {
        if (!arguments.has(name)) {
            return false;
        }
        return switch (name) {
            case "separator" -> !arguments.text(name, "").equals(";");
            case "replacement" -> !arguments.text(name, "").equals(FIRST_GROUP);
            case "regex" -> !arguments.text(name, "").equals(ANY);
            case "modulus" -> arguments.whole(name, 0) != 0;
            case "target_label" -> !arguments.text(name, "").isEmpty();
            default -> true;
        };
    }

    private boolean wrong(String attribute, String message) {
        problems.add(arguments.position(attribute), message);
        return false;
    }
}
