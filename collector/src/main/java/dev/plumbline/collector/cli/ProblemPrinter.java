package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Confidential;
import dev.plumbline.collector.syntax.Excerpt;
import dev.plumbline.collector.syntax.Source;
import java.io.PrintWriter;

/** Shows problems with their lines: {@code file:line:column: message}, the source line without its secrets, a line of carets. */
final class ProblemPrinter {
    private static final String TAB = "    ";

    private final PrintWriter out;

    ProblemPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Problems problems, Source source) {
        Confidential confidential = Confidential.of(source, Blocks.catalog().harmless());
        for (Problem problem : problems.inOrder()) {
            out.println((problem.warning() ? "Warning: " : "Error: ") + problem);
            out.println();
            if (problem.position().line() <= source.lines()) {
                excerpt(problem, confidential.excerpt(problem.position(), TAB));
            }
        }
        out.flush();
    }

    private void excerpt(Problem problem, Excerpt excerpt) {
        String number = Integer.toString(problem.position().line());
        out.println(number + " | " + excerpt.line());
        out.println(" ".repeat(number.length()) + " | " + excerpt.carets());
        out.println();
    }
}
