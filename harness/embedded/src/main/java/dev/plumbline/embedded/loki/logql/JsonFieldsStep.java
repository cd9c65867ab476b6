package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.JsonReader.BrokenJson;
import dev.plumbline.embedded.loki.logql.JsonReader.Kind;
import dev.plumbline.embedded.loki.logql.JsonReader.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Named labels from places in JSON; a place that is not there gives an empty label. */
final class JsonFieldsStep implements Step {
    private record Field(String label, List<JsonPath.Part> path) {}

    private final List<Field> fields;

    private JsonFieldsStep(List<Field> fields) {
        this.fields = fields;
    }

    static JsonFieldsStep of(List<Stage.Extraction> extractions) {
        List<Field> fields = new ArrayList<>();
        for (Stage.Extraction e : extractions) {
            try {
                fields.add(new Field(e.label(), JsonPath.parse(e.expression())));
            } catch (IllegalArgumentException why) {
                throw new IllegalArgumentException(
                        "cannot parse expression [" + e.expression() + "]: " + why.getMessage(), why);
            }
        }
        return new JsonFieldsStep(List.copyOf(fields));
    }

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        String text = line.text();
        if (text.isEmpty() || labels.hints().wantsNothing()) {
            return true;
        }
        if ("\"{[".indexOf(text.charAt(0)) < 0) {
            labels.failParsing(JsonStep.ERROR, "");
            return true;
        }
        for (Field field : fields) {
            Optional<Value> found = find(text, field);
            found.ifPresent(value -> labels.set(labels.unique(field.label()), shown(value)));
        }
        for (Field field : fields) {
            if (labels.get(field.label()).isEmpty()) {
                labels.set(field.label(), "");
            }
        }
        return true;
    }

    private static Optional<Value> find(String text, Field field) {
        try {
            return JsonPath.find(text, field.path());
        } catch (BrokenJson e) {
            return Optional.empty();
        }
    }

    private static String shown(Value value) {
        return value.kind() == Kind.NULL
                ? ""
                : value.kind() == Kind.OBJECT ? value.text() : JsonText.value(value.text());
    }
}
