package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Problems;
import java.util.List;

/**
 * A parsed file.
 *
 * @param source what was parsed
 * @param body its statements
 * @param comments in order; only layout needs them
 */
public record SyntaxTree(Source source, List<Statement> body, List<Comment> comments) {
    public SyntaxTree {
        body = List.copyOf(body);
        comments = List.copyOf(comments);
    }

    /**
     * Parses a file.
     *
     * @param problems takes every syntax error; the tree is only whole where none was added
     */
    public static SyntaxTree parse(Source source, Problems problems) {
        return new Parser(source, problems).file();
    }
}
