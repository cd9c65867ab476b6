package dev.plumbline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares JSON as values: numbers and numeric strings within 1e-9 relative, NaN equal to NaN, arrays in order but for
 * those declared to be without order, fields left out where they are declared volatile.
 *
 * <p>Paths are written like {@code data.result[*].values}; {@code **} stands for any depth.
 */
public final class Comparison {
    private static final double RELATIVE = 1e-9;

    private final List<Pattern> unordered;
    private final List<Pattern> ignored;

    private Comparison(List<Pattern> unordered, List<Pattern> ignored) {
        this.unordered = List.copyOf(unordered);
        this.ignored = List.copyOf(ignored);
    }

    /** Starts with every array in order and no field left out. */
    public static Comparison strict() {
        return new Comparison(List.of(), List.of());
    }

    /** Returns this comparison with the arrays at these paths compared without order. */
    public Comparison unordered(String... paths) {
        return new Comparison(with(unordered, paths), ignored);
    }

    /** Returns this comparison with the values at these paths left out on both sides. */
    public Comparison ignoring(String... paths) {
        return new Comparison(unordered, with(ignored, paths));
    }

    /**
     * Compares two values.
     *
     * @return the first place where they part, or empty if they are equal
     */
    public Optional<Difference> compare(JsonNode expected, JsonNode got) {
        return compare("", expected, got);
    }

    private Optional<Difference> compare(String path, JsonNode expected, JsonNode got) {
        if (matches(ignored, path)) {
            return Optional.empty();
        }
        if (expected.isObject() && got.isObject()) {
            return fields(path, expected, got);
        }
        if (expected.isArray() && got.isArray()) {
            return matches(unordered, path) ? set(path, expected, got) : list(path, expected, got);
        }
        return scalarsEqual(expected, got) ? Optional.empty() : Optional.of(new Difference(path, expected, got));
    }

    private Optional<Difference> fields(String path, JsonNode expected, JsonNode got) {
        TreeSet<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        got.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String at = path.isEmpty() ? name : path + "." + name;
            Optional<Difference> difference = compare(at, expected.path(name), got.path(name));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> list(String path, JsonNode expected, JsonNode got) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            Optional<Difference> difference = compare(path + "[" + i + "]", expected.path(i), got.path(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> set(String path, JsonNode expected, JsonNode got) {
        List<JsonNode> rest = new ArrayList<>();
        got.forEach(rest::add);
        for (int i = 0; i < expected.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode wanted = expected.get(i);
            int found = indexOf(at, wanted, rest);
            if (found < 0) {
                return Optional.of(nearest(at, wanted, rest));
            }
            rest.remove(found);
        }
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(path + "[+]", expected.path(expected.size()), rest.getFirst()));
    }

    private int indexOf(String at, JsonNode wanted, List<JsonNode> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (compare(at, wanted, candidates.get(i)).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /** Of all candidates, the one that parts latest says the most. */
    private Difference nearest(String at, JsonNode wanted, List<JsonNode> candidates) {
        return candidates.stream()
                .flatMap(candidate -> compare(at, wanted, candidate).stream())
                .max(java.util.Comparator.comparing(d -> d.path().length()))
                .orElseGet(() ->
                        new Difference(at, wanted, com.fasterxml.jackson.databind.node.MissingNode.getInstance()));
    }

    private static boolean scalarsEqual(JsonNode expected, JsonNode got) {
        if (expected.equals(got)) {
            return true;
        }
        if (expected.isMissingNode() || got.isMissingNode() || expected.isContainerNode() || got.isContainerNode()) {
            return false;
        }
        if (expected.isNumber() && got.isNumber() || expected.isTextual() && got.isTextual()) {
            if (isExact(expected) && isExact(got)) {
                return false;
            }
            Optional<Double> e = number(expected);
            Optional<Double> g = number(got);
            return e.isPresent() && g.isPresent() && close(e.get(), g.get());
        }
        return false;
    }

    private static boolean close(double e, double g) {
        return Double.compare(e, g) == 0
                || Double.isFinite(e)
                        && Double.isFinite(g)
                        && Math.abs(e - g) <= RELATIVE * Math.max(Math.abs(e), Math.abs(g));
    }

    /** Numbers of so many digits are identifiers or nanoseconds: a tolerance would blur them. */
    private static boolean isExact(JsonNode node) {
        return node.asText().matches("-?\\d{16,19}|\\d{32}");
    }

    private static Optional<Double> number(JsonNode node) {
        String text = node.asText();
        return switch (text) {
            case "+Inf", "Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            case "NaN" -> Optional.of(Double.NaN);
            default ->
                text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
                        ? Optional.of(Double.parseDouble(text))
                        : Optional.empty();
        };
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(p -> p.matcher(path).matches());
    }

    private static List<Pattern> with(List<Pattern> patterns, String... paths) {
        List<Pattern> all = new ArrayList<>(patterns);
        for (String path : paths) {
            String regex = Pattern.compile("\\[\\*\\]|\\*\\*\\.|\\*|[^*\\[]+|\\[")
                    .matcher(path)
                    .replaceAll(token -> java.util.regex.Matcher.quoteReplacement(
                            switch (token.group()) {
                                case "[*]" -> "\\[\\d+\\]";
                                case "**." -> "(.*\\.)?";
                                case "*" -> "[^.\\[\\]]*";
                                default -> Pattern.quote(token.group());
                            }));
            all.add(Pattern.compile(regex));
        }
        return all;
    }
}
