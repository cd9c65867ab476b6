package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML as Go's yaml.v3 does: plain scalars by its rules, merge keys, no key twice. */
public final class YamlValues {
    private static final int DEEPEST = 100;
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("([-+]?)(0[xX]|0[oO]|0[bB]|0)?([0-9a-fA-F]+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}.*");

    private YamlValues() {}

    /** What a plain scalar without a tag is, so that it is told from one that is tagged as a string. */
    private static final Tag PLAIN = new Tag("!plain");

    /** Knows no types of its own: what a plain scalar is, is decided here. */
    private static final class NoTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // left to plain()
        }

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
        }
    }

    /**
     * Reads one document.
     *
     * @throws IllegalArgumentException if it is no YAML, or YAML that this cannot represent
     */
    public static Value parse(String text) {
        return compose(text).map(node -> value(node, 0)).orElse(new Value.Null());
    }

    /**
     * Reads the first document as nodes, with the marks of their places; what follows it is not read.
     *
     * @throws IllegalArgumentException if it is no YAML
     */
    public static Optional<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new NoTypes());
        try {
            Iterator<Node> documents =
                    yaml.composeAll(new java.io.StringReader(text)).iterator();
            return documents.hasNext() ? Optional.ofNullable(documents.next()) : Optional.empty();
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1) + ": ";
            throw new IllegalArgumentException("yaml: " + line + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("yaml: " + e.getMessage(), e);
        }
    }

    /** Returns the value of a node. */
    public static Value value(Node node) {
        return value(node, 0);
    }

    private static Value value(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("yaml: nested more than " + DEEPEST + " levels deep");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                List<Value> elements = new ArrayList<>();
                sequence.getValue().forEach(element -> elements.add(value(element, depth + 1)));
                yield new Value.Array(elements);
            }
            case MappingNode mapping -> new Value.Obj(fields(mapping, depth));
            default -> throw new IllegalArgumentException("yaml: an alias that nothing stands for");
        };
    }

    private static Map<String, Value> fields(MappingNode mapping, int depth) {
        Map<String, Value> own = new LinkedHashMap<>();
        Map<String, Value> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new IllegalArgumentException("yaml: line " + line(mapping) + ": a key must be a string");
            }
            if (key.isPlain() && key.getValue().equals("<<")) {
                merge(tuple.getValueNode(), merged, depth);
            } else if (!(scalar(key) instanceof Value.Text name)) {
                throw new IllegalArgumentException("yaml: line " + line(key)
                        + ": keys that are no strings are not supported, got " + key.getValue());
            } else if (own.put(name.value(), value(tuple.getValueNode(), depth + 1)) != null) {
                throw new IllegalArgumentException(
                        "yaml: line " + line(key) + ": mapping key \"" + name.value() + "\" already defined");
            }
        }
        merged.forEach(own::putIfAbsent);
        return own;
    }

    private static void merge(Node node, Map<String, Value> merged, int depth) {
        switch (node) {
            case MappingNode mapping -> fields(mapping, depth + 1).forEach(merged::putIfAbsent);
            case SequenceNode sequence -> sequence.getValue().forEach(part -> merge(part, merged, depth + 1));
            default -> throw new IllegalArgumentException("yaml: line " + line(node) + ": map merge requires map");
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static Value scalar(ScalarNode node) {
        if (node.getTag().equals(PLAIN)) {
            return plain(node.getValue());
        }
        if (node.getTag().equals(Tag.STR)) {
            return new Value.Text(node.getValue());
        }
        throw new IllegalArgumentException(
                "yaml: line " + line(node) + ": the tag " + node.getTag().getValue() + " is not supported");
    }

    private static Value plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new Value.Null();
            case "true", "True", "TRUE" -> new Value.Bool(true);
            case "false", "False", "FALSE" -> new Value.Bool(false);
            case ".nan", ".NaN", ".NAN" -> new Value.Decimal(Double.NaN);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Value.Decimal(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> new Value.Decimal(Double.NEGATIVE_INFINITY);
            default -> number(text);
        };
    }

    private static Value number(String text) {
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return new Value.Text(text);
        }
        if (TIME.matcher(text).matches()) {
            return time(text).<Value>map(Value.Text::new).orElse(new Value.Text(text));
        }
        String digits = text.charAt(0) == '.' ? text : text.replace("_", "");
        return whole(digits).or(() -> fraction(digits)).orElse(new Value.Text(text));
    }

    private static Optional<Value> whole(String digits) {
        Matcher parts = WHOLE.matcher(digits);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String prefix = Optional.ofNullable(parts.group(2)).orElse("").toLowerCase(java.util.Locale.ROOT);
        int base = switch (prefix) {
            case "0x" -> 16;
            case "0o", "0" -> 8;
            case "0b" -> 2;
            default -> 10;
        };
        try {
            BigInteger parsed = new BigInteger(parts.group(1) + parts.group(3), base);
            return parsed.bitLength() < 64 ? Optional.of(new Value.Whole(parsed.longValue())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Value> fraction(String digits) {
        return FLOAT.matcher(digits).matches()
                ? Optional.of(new Value.Decimal(Double.parseDouble(digits)))
                : Optional.empty();
    }

    /** Returns a date or time as text, which is what it becomes wherever it is used. */
    private static Optional<String> time(String text) {
        DateTimeFormatter date = DateTimeFormatter.ofPattern("uuuu-M-d");
        try {
            if (text.length() <= 10) {
                LocalDate day = LocalDate.parse(text, date);
                return Optional.of(day + "T00:00:00Z");
            }
            if (text.charAt(text.indexOf('-', 6) + 3) == ' ') {
                LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
                return Optional.of(DateTimeFormatter.ISO_INSTANT.format(time.toInstant(ZoneOffset.UTC)));
            }
            OffsetDateTime time = OffsetDateTime.parse(text.replace('t', 'T'));
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
        } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
