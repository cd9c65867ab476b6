package dev.plumbline.embedded.prometheus.exposition;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Parses the text format 0.0.4 and OpenMetrics 1.0. */
public final class ExpositionParser {
    /** Time of an exemplar that gives none. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final Set<String> TEXT_TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final Set<String> OPEN_METRICS_TYPES =
            Set.of("counter", "gauge", "histogram", "summary", "info", "stateset", "gaugehistogram", "unknown");

    private final boolean openMetrics;
    private final List<Exposition.Sample> samples = new ArrayList<>();
    private final Map<String, Exposition.Metadata> metadata = new LinkedHashMap<>();
    private String type = "unknown";
    private boolean ended;

    private ExpositionParser(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /**
     * Parses a whole exposition.
     *
     * @param text the text
     * @param openMetrics whether it is OpenMetrics, else the text format 0.0.4
     * @throws ExpositionException if it is not of that format
     */
    public static Exposition parse(String text, boolean openMetrics) throws ExpositionException {
        ExpositionParser parser = new ExpositionParser(openMetrics);
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            parser.line(line.endsWith("\r") && !openMetrics ? line.substring(0, line.length() - 1) : line, ++number);
            start = end < 0 ? text.length() : end + 1;
        }
        if (openMetrics && !parser.ended) {
            throw new ExpositionException("line " + (number + 1) + ":1: expected # EOF, found the end");
        }
        return new Exposition(List.copyOf(parser.samples), Map.copyOf(parser.metadata));
    }

    private void line(String line, int number) throws ExpositionException {
        LineReader in = new LineReader(line, number);
        if (ended) {
            throw in.wrong("nothing behind # EOF");
        }
        if (!openMetrics) {
            in.skipBlanks();
        }
        if (in.atEnd()) {
            if (openMetrics) {
                throw in.wrong("a sample or a comment, not an empty line");
            }
        } else if (in.accept('#')) {
            comment(in);
        } else {
            sample(in);
        }
    }

    private void comment(LineReader in) throws ExpositionException {
        in.skipBlanks();
        String word = in.word();
        if (openMetrics && word.equals("EOF") && in.atEnd()) {
            ended = true;
            return;
        }
        boolean known = word.equals("HELP") || word.equals("TYPE") || openMetrics && word.equals("UNIT");
        if (!known) {
            if (openMetrics) {
                throw in.wrong("# HELP, # TYPE, # UNIT or # EOF");
            }
            return;
        }
        in.skipBlanks();
        String name = in.peek() == '"' ? in.quoted() : in.name(true);
        in.skipBlanks();
        Exposition.Metadata m = metadata.getOrDefault(name, Exposition.Metadata.UNKNOWN);
        switch (word) {
            case "TYPE" -> {
                String given = in.rest().strip();
                if (!(openMetrics ? OPEN_METRICS_TYPES : TEXT_TYPES).contains(given)) {
                    throw new ExpositionException("invalid metric type " + GoText.quote(given));
                }
                type = given.equals("untyped") ? "unknown" : given;
                metadata.put(name, new Exposition.Metadata(type, m.help(), m.unit()));
            }
            case "HELP" -> metadata.put(name, new Exposition.Metadata(m.type(), unescaped(in.rest()), m.unit()));
            default -> {
                String unit = in.rest();
                if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
                    throw new ExpositionException(
                            "unit " + GoText.quote(unit) + " not a suffix of metric " + GoText.quote(name));
                }
                metadata.put(name, new Exposition.Metadata(m.type(), m.help(), unit));
            }
        }
    }

    private static String unescaped(String help) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < help.length(); i++) {
            char c = help.charAt(i);
            char next = i + 1 < help.length() ? help.charAt(i + 1) : ' ';
            if (c == '\\' && (next == 'n' || next == '\\' || next == '"')) {
                out.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void sample(LineReader in) throws ExpositionException {
        Map<String, String> labels = new LinkedHashMap<>();
        if (in.peek() != '{') {
            labels.put(Labels.NAME, in.name(true));
            in.skipBlanks();
        }
        if (in.peek() == '{') {
            labels(in, labels, true);
        }
        if (labels.getOrDefault(Labels.NAME, "").isEmpty()) {
            throw in.wrong("a metric's name in the braces");
        }
        in.skipBlanks();
        double value = in.number();
        boolean blank = in.skipBlanks();
        OptionalLong time = OptionalLong.empty();
        if (!in.atEnd() && in.peek() != '#') {
            double t = in.number();
            if (!openMetrics && t != Math.rint(t)) {
                throw in.wrong("a time in whole milliseconds");
            }
            time = OptionalLong.of(openMetrics ? Math.round(t * 1000) : (long) t);
            blank = in.skipBlanks();
        }
        Optional<Exemplar> exemplar = Optional.empty();
        if (openMetrics && blank && in.accept('#')) {
            exemplar = Optional.of(exemplar(in));
        }
        if (!in.atEnd()) {
            throw in.wrong("the end of the line");
        }
        samples.add(new Exposition.Sample(Labels.of(normalized(labels)), value, time, exemplar));
    }

    private void labels(LineReader in, Map<String, String> labels, boolean nameAllowed) throws ExpositionException {
        in.accept('{');
        in.skipBlanks();
        while (!in.accept('}')) {
            boolean quoted = in.peek() == '"';
            String name = quoted ? in.quoted() : in.name(false);
            in.skipBlanks();
            if (quoted && nameAllowed && in.peek() != '=') {
                if (labels.put(Labels.NAME, name) != null) {
                    throw in.wrong("one name only");
                }
            } else {
                if (!in.accept('=')) {
                    throw in.wrong("= behind the label's name");
                }
                in.skipBlanks();
                if (labels.put(name, in.quoted()) != null) {
                    throw in.wrong("label " + name + " only once");
                }
            }
            in.skipBlanks();
            if (!in.accept(',') && in.peek() != '}') {
                throw in.wrong(", or } behind a label");
            }
            in.skipBlanks();
        }
    }

    /** Writes the numbers in {@code le} and {@code quantile} in one way, whatever client wrote them. */
    private Map<String, String> normalized(Map<String, String> labels) {
        String label = type.equals("summary") ? "quantile" : type.endsWith("histogram") ? "le" : "";
        labels.computeIfPresent(label, (name, value) -> {
            try {
                return GoText.openMetrics(new LineReader(value, 0).number());
            } catch (ExpositionException e) {
                return value;
            }
        });
        return labels;
    }

    private Exemplar exemplar(LineReader in) throws ExpositionException {
        in.skipBlanks();
        if (in.peek() != '{') {
            throw in.wrong("an exemplar's labels in braces");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        labels(in, labels, false);
        in.skipBlanks();
        double value = in.number();
        in.skipBlanks();
        long time = in.atEnd() ? NO_TIME : Math.round(in.number() * 1000);
        return new Exemplar(Labels.of(labels), value, time);
    }
}
