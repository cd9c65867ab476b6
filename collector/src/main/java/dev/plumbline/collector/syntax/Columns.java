package dev.plumbline.collector.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns the cells of successive lines, as Go's text/tabwriter does with the settings of Alloy's printer: cells end at
 * tabs, a column is as wide as its widest cell and one blank, empty leading cells become tabs, a form feed ends all
 * columns. Text is one char per byte.
 */
final class Columns {
    /** Stands around text whose tabs and line ends are its own. */
    static final char ESCAPE = 0xFF;

    private static final int TAB_WIDTH = 8;

    private record Cell(String text, int width, boolean tab) {}

    private final Trimmer out;
    private final List<List<Cell>> lines = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();

    private Columns(Trimmer out) {
        this.out = out;
        lines.add(new ArrayList<>());
    }

    /** Lays text out and cuts blanks from the ends of its lines. */
    static String align(CharSequence text) {
        Trimmer trimmer = new Trimmer();
        Columns columns = new Columns(trimmer);
        columns.write(text);
        columns.flush();
        return trimmer.result();
    }

    private void write(CharSequence text) {
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                escaped = !escaped;
                cell.append(c);
            } else if (!escaped && (c == '\t' || c == '\u000b')) {
                endCell(c == '\t');
            } else if (!escaped && (c == '\n' || c == '\f')) {
                endLine(c == '\f');
            } else {
                cell.append(c);
            }
        }
    }

    private void endLine(boolean endsColumns) {
        endCell(false);
        boolean alone = lines.getLast().size() == 1;
        lines.add(new ArrayList<>());
        if (endsColumns || alone) {
            flush();
        }
    }

    private void endCell(boolean tab) {
        String text = cell.toString();
        cell.setLength(0);
        lines.getLast().add(new Cell(text, width(text), tab));
    }

    /** Counts characters: every byte but the later ones of a sequence, and not the escapes. */
    private static int width(String text) {
        return (int) text.chars().filter(c -> c != ESCAPE && (c & 0xC0) != 0x80).count();
    }

    private void flush() {
        if (!cell.isEmpty()) {
            endCell(false);
        }
        format(0, lines.size());
        lines.clear();
        lines.add(new ArrayList<>());
    }

    private void format(int from, int end) {
        int first = from;
        int column = widths.size();
        for (int line = from; line < end; line++) {
            if (column >= lines.get(line).size() - 1) {
                continue;
            }
            print(first, line);
            first = line;
            int width = 0;
            boolean discardable = true;
            for (; line < end && column < lines.get(line).size() - 1; line++) {
                Cell c = lines.get(line).get(column);
                width = Math.max(width, c.width + 1);
                discardable &= c.width == 0 && !c.tab;
            }
            widths.add(discardable ? 0 : width);
            format(first, line);
            widths.removeLast();
            first = line;
        }
        print(first, end);
    }

    private void print(int from, int end) {
        for (int i = from; i < end; i++) {
            boolean leading = true;
            List<Cell> line = lines.get(i);
            for (int j = 0; j < line.size(); j++) {
                Cell c = line.get(j);
                if (!c.text.isEmpty()) {
                    leading = false;
                    out.write(c.text);
                }
                if (j < widths.size()) {
                    pad(c.width, widths.get(j), leading);
                }
            }
            if (i + 1 < lines.size()) {
                out.write("\n");
            }
        }
    }

    private void pad(int used, int width, boolean tabs) {
        if (tabs) {
            int whole = (width + TAB_WIDTH - 1) / TAB_WIDTH * TAB_WIDTH;
            out.write("\t".repeat((whole - used + TAB_WIDTH - 1) / TAB_WIDTH));
        } else {
            out.write(" ".repeat(Math.max(0, width - used)));
        }
    }
}
