package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Literals with captures between them, such as <code>&lt;ip&gt; - &lt;_&gt;</code>. */
public final class LinePattern {
    private static final Pattern CAPTURE = Pattern.compile("<([A-Za-z_][A-Za-z0-9_]*)>");

    private record Node(boolean capture, String text) {
        boolean unnamed() {
            return text.equals("_");
        }
    }

    private final List<Node> nodes;

    private LinePattern(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Reads a pattern whose captures become labels. */
    static LinePattern capturing(String text) {
        LinePattern pattern = new LinePattern(nodes(text));
        pattern.checkNames();
        return pattern;
    }

    private void checkNames() {
        if (nodes.isEmpty()) {
            throw invalid(
                    "parse error at line 1, col 1: syntax error: unexpected $end, expecting IDENTIFIER or LITERAL");
        }
        if (nodes.stream().noneMatch(n -> n.capture() && !n.unnamed())) {
            throw invalid("at least one capture is required");
        }
        String consecutive = consecutive();
        if (!consecutive.isEmpty()) {
            throw invalid(consecutive);
        }
        Set<String> names = new HashSet<>();
        for (Node node : nodes) {
            if (node.capture() && !node.unnamed() && !names.add(node.text())) {
                throw invalid("duplicate capture name (" + node.text() + "): invalid expression");
            }
        }
    }

    private static LogQlException invalid(String why) {
        return LogQlException.parse("invalid pattern parser: " + why);
    }

    /**
     * Reads a pattern that only tests lines.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static LinePattern testing(String text) {
        LinePattern pattern = new LinePattern(nodes(text));
        String consecutive = pattern.consecutive();
        if (!consecutive.isEmpty()) {
            throw new IllegalArgumentException(consecutive);
        }
        for (Node node : pattern.nodes) {
            if (node.capture() && !node.unnamed()) {
                throw new IllegalArgumentException("named captures are not allowed: found '<" + node.text() + ">'");
            }
        }
        return pattern;
    }

    private static List<Node> nodes(String text) {
        List<Node> nodes = new ArrayList<>();
        Matcher m = CAPTURE.matcher(text);
        int at = 0;
        while (m.find()) {
            if (m.start() > at) {
                nodes.add(new Node(false, text.substring(at, m.start())));
            }
            nodes.add(new Node(true, m.group(1)));
            at = m.end();
        }
        if (at < text.length()) {
            nodes.add(new Node(false, text.substring(at)));
        }
        return List.copyOf(nodes);
    }

    private String consecutive() {
        for (int i = 1; i < nodes.size(); i++) {
            if (nodes.get(i - 1).capture() && nodes.get(i).capture()) {
                return "found consecutive capture '<" + nodes.get(i - 1).text() + "><"
                        + nodes.get(i).text() + ">': invalid expression";
            }
        }
        return "";
    }

    /** Returns what the captures hold, up to the first one that the line does not end. */
    Map<String, String> captures(String line) {
        Map<String, String> captures = new LinkedHashMap<>();
        if (line.isEmpty()) {
            return captures;
        }
        int i = 0;
        String rest = line;
        if (!nodes.getFirst().capture()) {
            String literal = nodes.getFirst().text();
            if (!rest.startsWith(literal)) {
                return captures;
            }
            rest = rest.substring(literal.length());
            i = 1;
        }
        for (; i < nodes.size(); i += 2) {
            Node capture = nodes.get(i);
            int end = i + 1 < nodes.size() ? rest.indexOf(nodes.get(i + 1).text()) : -1;
            if (!capture.unnamed()) {
                captures.put(capture.text(), end < 0 ? rest : rest.substring(0, end));
            }
            if (end < 0) {
                return captures;
            }
            rest = rest.substring(end + nodes.get(i + 1).text().length());
        }
        return captures;
    }

    /** Tells whether the line is of this form; no capture may be empty. */
    boolean test(String line) {
        if (line.isEmpty() || nodes.isEmpty()) {
            return line.isEmpty() && nodes.isEmpty();
        }
        int offset = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).capture()) {
                continue;
            }
            String literal = nodes.get(i).text();
            int found = line.indexOf(literal, offset);
            if (found < 0 || i != 0 && found == offset) {
                return false;
            }
            offset = found + literal.length();
        }
        return nodes.getLast().capture() == (offset != line.length());
    }
}
