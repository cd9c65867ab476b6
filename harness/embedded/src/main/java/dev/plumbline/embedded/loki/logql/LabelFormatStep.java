package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.Template;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** New labels, by renaming or from templates; all templates of one stage see the labels as they were before the first. */
final class LabelFormatStep implements Step {
    private record Format(String label, String source, Optional<Template> template) {}

    private final List<Format> formats;
    private final TemplateFunctions functions;

    private LabelFormatStep(List<Format> formats, TemplateFunctions functions) {
        this.formats = formats;
        this.functions = functions;
    }

    static LabelFormatStep of(List<Stage.Format> stages) {
        TemplateFunctions functions = new TemplateFunctions();
        Set<String> names = new HashSet<>();
        for (Stage.Format stage : stages) {
            if (stage.label().equals(LabelsBuilder.ERROR)) {
                throw new IllegalArgumentException(LabelsBuilder.ERROR + " cannot be formatted");
            }
            if (!names.add(stage.label())) {
                throw new IllegalArgumentException(
                        "multiple label name '" + stage.label() + "' not allowed in a single format operation");
            }
        }
        List<Format> formats = new ArrayList<>();
        for (Stage.Format stage : stages) {
            formats.add(new Format(
                    stage.label(),
                    stage.value(),
                    stage.rename() ? Optional.empty() : Optional.of(template(stage, functions))));
        }
        return new LabelFormatStep(List.copyOf(formats), functions);
    }

    private static Template template(Stage.Format stage, TemplateFunctions functions) {
        try {
            return Template.parse("label", stage.value(), functions.all());
        } catch (TemplateException e) {
            throw new IllegalArgumentException(
                    "invalid template for label '" + stage.label() + "': " + e.getMessage(), e);
        }
    }

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        functions.at(line);
        Map<String, String> view = Map.of();
        for (Format format : formats) {
            if (format.template().isEmpty()) {
                labels.get(format.source()).ifPresent(value -> {
                    labels.set(format.label(), value);
                    labels.delete(format.source());
                });
                continue;
            }
            if (view.isEmpty()) {
                view = labels.templateView();
            }
            try {
                labels.set(format.label(), format.template().get().execute(view));
            } catch (TemplateException e) {
                labels.fail(LineFormatStep.ERROR, String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    @Override
    public List<String> reads() {
        Set<String> names = new LinkedHashSet<>();
        for (Format format : formats) {
            names.addAll(format.template().map(Template::fields).orElse(List.of(format.source())));
        }
        return List.copyOf(names);
    }
}
