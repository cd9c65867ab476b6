package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.template.Template;
import dev.plumbline.collector.template.TemplateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code stage.template}: fills a template and keeps the result as an extracted value. */
final class TemplateStage implements Change {
    private final String source;
    private final Template template;

    private TemplateStage(String source, Template template) {
        this.source = source;
        this.template = template;
    }

    static Optional<Stage> read(StageBlock block) {
        String source = block.required("source", "template source value is required");
        Optional<Template> template = parse(block, "template");
        return block.sound() ? Optional.of(new TemplateStage(source, template.orElseThrow())) : Optional.empty();
    }

    /** Parses a template; empty where it is wrong, which is then reported. */
    static Optional<Template> parse(StageBlock block, String attribute) {
        try {
            return Optional.of(Template.parse(block.arguments().text(attribute, "")));
        } catch (TemplateException e) {
            block.problem(attribute, e.getMessage() == null ? "bad template" : e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the plain ones of the extracted values. */
    static Map<String, String> data(Draft draft) {
        Map<String, String> data = new HashMap<>();
        for (Map.Entry<String, Json> datum : draft.extracted().entrySet()) {
            datum.getValue().plain().ifPresent(text -> data.put(datum.getKey(), text));
        }
        return data;
    }

    @Override
    public void change(Draft draft) {
        Map<String, String> data = data(draft);
        String value = data.get(source);
        if (value != null) {
            data.put("Value", value);
        }
        data.put("Entry", draft.line());
        try {
            String result = template.execute(data);
            if (result.isEmpty()) {
                draft.extracted().remove(source);
            } else {
                draft.extract(source, result);
            }
        } catch (TemplateException e) {
            // a template that cannot be filled for this line extracts nothing from it
        }
    }
}
