package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Source;
import java.io.PrintWriter;

/** Shows problems with their lines: {@code file:line:column: message}, the source line, a line of carets. */
final class ProblemPrinter {
    private static final String TAB = "    ";

    private final PrintWriter out;

    ProblemPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Problems problems, Source source) {
        for (Problem problem : problems.inOrder()) {
            out.println((problem.warning() ? "Warning: " : "Error: ") + problem);
            out.println();
            if (problem.position().line() <= source.lines()) {
                excerpt(problem, source.line(problem.position().line()));
            }
        }
        out.flush();
    }

    private void excerpt(Problem problem, String line) {
        String number = Integer.toString(problem.position().line());
        out.println(number + " | " + line.replace("\t", TAB));
        out.println(" ".repeat(number.length()) + " | " + carets(problem, line));
        out.println();
    }

    /** Columns count bytes, the terminal counts characters. */
    private static String carets(Problem problem, String line) {
        StringBuilder out = new StringBuilder();
        int column = 1;
        int first = problem.position().column();
        int end = first + problem.position().length();
        for (int i = 0; i < line.length() && column < end; ) {
            int c = line.codePointAt(i);
            String shown = column < first ? " " : "^";
            out.append(c == '\t' ? shown.repeat(TAB.length()) : shown);
            column += Character.toString(c).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            i += Character.charCount(c);
        }
        return column <= first ? out + "^" : out.toString();
    }
}
