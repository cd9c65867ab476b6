package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.JsonReader.BrokenJson;
import dev.plumbline.embedded.loki.logql.JsonReader.Kind;
import dev.plumbline.embedded.loki.logql.JsonReader.Value;
import java.util.ArrayList;
import java.util.List;

/** Labels from every scalar of a JSON object; names of nested ones are joined by underscores. */
final class JsonStep implements Step {
    static final String ERROR = "JSONParserErr";

    @Override
    public boolean process(Line line) {
        if (line.labels().hints().wantsNothing()) {
            return true;
        }
        Reading reading = new Reading(line.labels());
        try {
            reading.read(line.text());
        } catch (BrokenJson e) {
            line.labels().failParsing(ERROR, String.valueOf(e.getMessage()));
        }
        return !reading.hopeless;
    }

    static final class Reading {
        private final LabelsBuilder labels;
        private final Hints hints;
        private final List<String> prefix = new ArrayList<>();
        private boolean hopeless;

        Reading(LabelsBuilder labels) {
            this.labels = labels;
            this.hints = labels.hints();
        }

        boolean read(String object) throws BrokenJson {
            return JsonReader.members(object, this::member);
        }

        private boolean member(String key, Value value) throws BrokenJson {
            if (value.kind() == Kind.OBJECT) {
                prefix.add(key);
                boolean on = !hints.wantsUnder(joined(prefix)) || read(value.text());
                prefix.removeLast();
                return on;
            }
            if (value.kind() != Kind.ARRAY && value.kind() != Kind.NULL && !scalar(key, value)) {
                hopeless = true;
                return false;
            }
            return !hints.satisfied();
        }

        private boolean scalar(String key, Value value) {
            String text = value.kind() == Kind.STRING ? JsonText.value(value.text()) : value.text();
            if (prefix.isEmpty()) {
                return Found.label(labels, Names.sanitize(key), text);
            }
            prefix.add(key);
            String name = joined(prefix);
            prefix.removeLast();
            return Found.label(labels, name, text);
        }

        static String joined(List<String> parts) {
            StringBuilder out = new StringBuilder();
            for (String part : parts) {
                String trimmed = part.strip();
                if (trimmed.isEmpty()) {
                    continue;
                }
                if (!out.isEmpty()) {
                    out.append('_');
                }
                out.append(out.isEmpty() ? Names.sanitize(trimmed) : Names.part(trimmed));
            }
            return out.toString();
        }
    }
}
