package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.RequiredLiteral;
import dev.plumbline.collector.relabel.LabelName;
import java.util.List;
import java.util.Optional;

/** {@code stage.regex}: extracts what named groups match. */
final class RegexStage implements Change {
    private final GoRegex regex;
    private final RequiredLiteral literal;
    private final Optional<String> source;
    private final boolean labels;

    private RegexStage(GoRegex regex, Optional<String> source, boolean labels) {
        this.regex = regex;
        this.literal = RequiredLiteral.of(regex.source());
        this.source = source;
        this.labels = labels;
    }

    static Optional<Stage> read(StageBlock block) {
        String expression = block.required("expression", "expression is required");
        Optional<String> source = block.source();
        boolean labels = block.arguments().flag("labels_from_groups", false);
        Optional<GoRegex> regex = block.regex("expression", expression);
        if (block.sound()) {
            check(block, regex.orElseThrow().groupNames(), labels);
        }
        return block.sound() ? Optional.of(new RegexStage(regex.orElseThrow(), source, labels)) : Optional.empty();
    }

    private static void check(StageBlock block, List<String> groups, boolean labels) {
        if (groups.stream().allMatch(String::isEmpty)) {
            block.problem(
                    "expression",
                    "the expression has no named group, so the stage extracts nothing; write (?P<name>...)");
        }
        for (String group : groups) {
            if (labels && !group.isEmpty() && !LabelName.isValid(group)) {
                block.problem("expression", "invalid label name: " + group);
            }
        }
    }

    @Override
    public void change(Draft draft) {
        if (source.isEmpty() && !Bytes.mayMatch(literal, draft.entry())) {
            return;
        }
        draft.input(source).flatMap(regex::find).ifPresent(match -> {
            List<String> groups = regex.groupNames();
            for (int i = 1; i < groups.size(); i++) {
                if (!groups.get(i).isEmpty()) {
                    draft.extract(groups.get(i), match.group(i));
                    if (labels) {
                        draft.label(groups.get(i), match.group(i));
                    }
                }
            }
        });
    }
}
