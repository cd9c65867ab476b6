package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.RequiredLiteral;
import dev.plumbline.collector.template.Template;
import dev.plumbline.collector.template.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code stage.replace}: puts what a template makes of it in place of every captured group. */
final class ReplaceStage implements Change {
    private final GoRegex regex;
    private final RequiredLiteral literal;
    private final Template template;
    private final Optional<String> source;

    private ReplaceStage(GoRegex regex, Template template, Optional<String> source) {
        this.regex = regex;
        this.literal = RequiredLiteral.of(regex.source());
        this.template = template;
        this.source = source;
    }

    static Optional<Stage> read(StageBlock block) {
        String expression = block.required("expression", "expression is required");
        Optional<GoRegex> regex = block.regex("expression", expression);
        Optional<Template> template = TemplateStage.parse(block, "replace");
        Optional<String> source = block.arguments().text("source").filter(text -> !text.isEmpty());
        return block.sound()
                ? Optional.of(new ReplaceStage(regex.orElseThrow(), template.orElseThrow(), source))
                : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        if (source.isEmpty() && !Bytes.mayMatch(literal, draft.entry())) {
            return;
        }
        Optional<String> input = draft.input(source);
        List<GoRegex.Match> matches = input.map(regex::findAll).orElse(List.of());
        if (matches.isEmpty()) {
            return;
        }
        try {
            Map<String, String> replaced = new HashMap<>();
            String result = replaced(input.orElseThrow(), matches, TemplateStage.data(draft), replaced);
            if (source.isPresent()) {
                draft.extract(source.get(), result);
            } else {
                draft.line(result);
            }
            extract(draft, matches.getFirst(), replaced);
        } catch (TemplateException e) {
            // a template that cannot be filled for this line replaces nothing in it
        }
    }

    private String replaced(
            String input, List<GoRegex.Match> matches, Map<String, String> data, Map<String, String> replaced)
            throws TemplateException {
        StringBuilder result = new StringBuilder();
        int copied = 0;
        for (GoRegex.Match match : matches) {
            for (int group = 1; group < regex.groupNames().size(); group++) {
                int start = match.start(group);
                if (start < 0) {
                    continue;
                }
                data.put("Value", match.group(group));
                String value = template.execute(data);
                if (copied <= start) {
                    result.append(input, copied, start).append(value);
                    copied = match.end(group);
                }
                replaced.put(match.group(group), value);
            }
        }
        return result.append(input, copied, input.length()).toString();
    }

    /** Named groups become extracted values: what was put in the place of the first match's. */
    private void extract(Draft draft, GoRegex.Match first, Map<String, String> replaced) {
        for (int group = 1; group < regex.groupNames().size(); group++) {
            String value = replaced.get(first.group(group));
            if (!regex.groupNames().get(group).isEmpty() && value != null) {
                draft.extract(regex.groupNames().get(group), value);
            }
        }
    }
}
