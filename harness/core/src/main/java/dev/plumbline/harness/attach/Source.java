package dev.plumbline.harness.attach;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The endpoint file while it is read: its variables, and what is wrong with it so far. */
final class Source {
    private static final Pattern TOKEN = Pattern.compile("\\$\\$|\\$\\{([^}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?", Pattern.DOTALL);

    private final Path file;
    private final Function<String, @Nullable String> environment;
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads one file.
     *
     * @param file relative paths in it start from its folder
     * @param environment value of a variable, or null if it is not set
     */
    Source(Path file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    void problem(Node at, String problem) {
        problem(place(at), problem);
    }

    void problem(String place, String problem) {
        problems.add(place + ": " + problem);
    }

    /** Returns file, line and column of a node, both counted from 1. */
    String place(Node at) {
        return file + ":" + (at.getStartMark().getLine() + 1) + ":"
                + (at.getStartMark().getColumn() + 1);
    }

    /** Returns a path of the file; a relative one starts from the file's folder. */
    Path path(String text) {
        return file.toAbsolutePath().resolveSibling(text).normalize();
    }

    /** Returns a text with its variables replaced; {@code $$} stands for a dollar sign. */
    String text(ScalarNode node) {
        return TOKEN.matcher(node.getValue()).replaceAll(token -> Matcher.quoteReplacement(variable(node, token)));
    }

    private String variable(Node node, MatchResult token) {
        if (token.group().equals("$$")) {
            return "$";
        }
        Matcher variable = VARIABLE.matcher(token.group(1));
        if (!variable.matches()) {
            problem(node, "cannot read " + token.group() + ": expected ${VARIABLE} or ${VARIABLE:-default}");
            return "";
        }
        String value = environment.apply(variable.group(1));
        String otherwise = variable.group(3);
        if (otherwise != null) {
            return value == null || value.isEmpty() ? otherwise : value;
        }
        if (value == null) {
            problem(
                    node,
                    "the variable " + variable.group(1) + " is not set; set it, or give a default: ${"
                            + variable.group(1) + ":-default}");
            return "";
        }
        return value;
    }
}
