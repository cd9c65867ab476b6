package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.Template;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.util.List;

/** A new line from a template. */
final class LineFormatStep implements Step {
    static final String ERROR = "TemplateFormatErr";

    private final Template template;
    private final TemplateFunctions functions;

    private LineFormatStep(Template template, TemplateFunctions functions) {
        this.template = template;
        this.functions = functions;
    }

    static LineFormatStep of(String text) throws TemplateException {
        TemplateFunctions functions = new TemplateFunctions();
        try {
            return new LineFormatStep(Template.parse("line", text, functions.all()), functions);
        } catch (TemplateException e) {
            throw new TemplateException("invalid line template: " + e.getMessage());
        }
    }

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        if (template.simpleField().isPresent()) {
            line.replace(labels.get(template.simpleField().get()).orElse(""));
            return true;
        }
        functions.at(line);
        try {
            line.replace(template.execute(labels.templateView()));
        } catch (TemplateException e) {
            labels.fail(ERROR, String.valueOf(e.getMessage()));
        }
        return true;
    }

    @Override
    public List<String> reads() {
        return template.fields();
    }
}
