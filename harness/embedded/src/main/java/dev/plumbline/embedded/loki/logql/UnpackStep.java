package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.JsonReader.BrokenJson;
import dev.plumbline.embedded.loki.logql.JsonReader.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes Promtail's pack stage: labels and the line come from a JSON object. */
final class UnpackStep implements Step {
    private static final String LINE = "_entry";

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        if (line.text().isEmpty() || labels.hints().wantsNothing()) {
            return true;
        }
        if (line.text().charAt(0) != '{') {
            labels.failParsing(JsonStep.ERROR, "expecting json object(6), but it is not");
            return true;
        }
        List<Map.Entry<String, String>> found = new ArrayList<>();
        List<String> packed = new ArrayList<>(1);
        try {
            JsonReader.members(line.text(), (key, value) -> {
                if (value.kind() != Kind.STRING) {
                    return true;
                }
                if (key.equals(LINE)) {
                    packed.clear();
                    Optional<String> text = JsonText.unescape(value.text());
                    packed.add(text.orElseThrow(
                            () -> new BrokenJson("Encountered an invalid escape sequence in a string")));
                } else if (!labels.hints().skips(labels.unique(key))) {
                    found.add(Map.entry(Names.sanitize(labels.unique(key)), JsonText.value(value.text())));
                }
                return true;
            });
        } catch (BrokenJson e) {
            labels.failParsing(JsonStep.ERROR, String.valueOf(e.getMessage()));
            return true;
        }
        if (!packed.isEmpty()) {
            line.replace(packed.getFirst());
            for (Map.Entry<String, String> label : found) {
                labels.set(label.getKey(), label.getValue());
                if (!labels.hints().passes(label.getKey(), labels)) {
                    return false;
                }
            }
        }
        return true;
    }
}
