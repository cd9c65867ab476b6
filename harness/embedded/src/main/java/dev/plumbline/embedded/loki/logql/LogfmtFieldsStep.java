package dev.plumbline.embedded.loki.logql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Named labels from key=value pairs. */
final class LogfmtFieldsStep implements Step {
    private static final String ERROR = "LogfmtParserErr";
    private static final Pattern NAME = Pattern.compile("\\s*(?:([A-Za-z_][A-Za-z0-9_]*)|\"([^\"\\]]*)[\"\\]]?)\\s*");

    private final Map<String, String> fields;
    private final boolean strict;

    private LogfmtFieldsStep(Map<String, String> fields, boolean strict) {
        this.fields = fields;
        this.strict = strict;
    }

    static LogfmtFieldsStep of(Stage.LogfmtFields stage) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Stage.Extraction field : stage.fields()) {
            java.util.regex.Matcher m = NAME.matcher(field.expression());
            if (!m.matches()) {
                throw new IllegalArgumentException(
                        "cannot parse expression [" + field.expression() + "]: " + why(field.expression()));
            }
            String key = m.group(1);
            fields.put(field.label(), key == null ? String.valueOf(m.group(2)) : key);
        }
        return new LogfmtFieldsStep(fields, stage.strict());
    }

    private static String why(String expression) {
        String rest = expression.strip();
        if (rest.isEmpty()) {
            return "syntax error: unexpected $end, expecting STRING or KEY";
        }
        int i = 0;
        while (i < rest.length() && (Character.isLetterOrDigit(rest.charAt(i)) || rest.charAt(i) == '_')) {
            i++;
        }
        return i == rest.length() || i > 0 && Character.isWhitespace(rest.charAt(i))
                ? "syntax error: unexpected KEY"
                : "unexpected char " + rest.charAt(i);
    }

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        if (labels.hints().wantsNothing()) {
            return true;
        }
        for (String label : fields.keySet()) {
            if (!labels.taken(label)) {
                labels.set(label, "");
            }
        }
        LogfmtDecoder decoder = new LogfmtDecoder(line.text());
        while (!decoder.ended()) {
            if (!decoder.next()) {
                if (strict) {
                    break;
                }
                continue;
            }
            if (!take(labels, decoder)) {
                break;
            }
        }
        if (strict) {
            Optional<String> error = decoder.error();
            error.ifPresent(e -> labels.failParsing(ERROR, e));
        }
        return true;
    }

    private boolean take(LabelsBuilder labels, LogfmtDecoder decoder) {
        String key = Names.sanitize(decoder.key());
        if (key.isEmpty()) {
            return true;
        }
        boolean named = fields.containsKey(key);
        if (!named && (!labels.hints().wants(key) || labels.hints().skips(key))) {
            return true;
        }
        String label = fields.entrySet().stream()
                .filter(e -> e.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(key);
        if (!fields.containsKey(label)) {
            return true;
        }
        String unique = labels.unique(label);
        if (!unique.equals(label) && labels.hints().skips(unique)) {
            return false;
        }
        labels.set(unique, decoder.value().indexOf(0xFFFD) >= 0 ? "" : decoder.value());
        return !labels.hints().satisfied();
    }
}
