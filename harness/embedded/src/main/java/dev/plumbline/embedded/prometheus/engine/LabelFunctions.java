package dev.plumbline.embedded.prometheus.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.plumbline.embedded.prometheus.model.Templates;
import java.util.ArrayList;
import java.util.List;

/** Functions that change labels. */
final class LabelFunctions {
    private LabelFunctions() {}

    /** Sets a label from another one's match; arguments are destination, replacement, source, expression. */
    static List<Row> replace(List<Row> rows, List<String> args) {
        String destination = args.get(0);
        Pattern pattern;
        try {
            pattern = Pattern.compile("^(?s:" + args.get(3) + ")$");
        } catch (PatternSyntaxException e) {
            throw new EngineException("invalid regular expression in label_replace(): " + args.get(3));
        }
        if (destination.isEmpty()) {
            throw new EngineException("invalid destination label name in label_replace(): ");
        }
        List<Row> out = new ArrayList<>();
        for (Row row : rows) {
            Matcher m = pattern.matcher(row.metric().get(args.get(2)));
            out.add(m.find() ? row.named(row.metric().with(destination, Templates.expand(args.get(1), m))) : row);
        }
        return Rows.merged(out);
    }

    /** Sets a label to others' values; arguments are destination, separator, sources. */
    static List<Row> join(List<Row> rows, List<String> args) {
        List<String> sources = args.subList(2, args.size());
        if (sources.contains("")) {
            throw new EngineException("invalid source label name in label_join(): ");
        }
        if (args.getFirst().isEmpty()) {
            throw new EngineException("invalid destination label name in label_join(): ");
        }
        List<Row> out = new ArrayList<>();
        for (Row row : rows) {
            String value = String.join(
                    args.get(1), sources.stream().map(row.metric()::get).toList());
            out.add(row.named(row.metric().with(args.getFirst(), value)));
        }
        return Rows.merged(out);
    }
}
