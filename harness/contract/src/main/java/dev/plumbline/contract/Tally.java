package dev.plumbline.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts, for one system, the answers that were equal, refused and different, and prints its one line.
 *
 * <p>A refusal names a construct. On the committed recordings every refused construct must stand on the list of the
 * system; on another folder at most one answer in twenty of each file may be refused.
 */
public final class Tally {
    private final String system;
    private final boolean committed;
    private final Map<String, String> refusable;
    private final Map<String, int[]> byFile = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();

    /**
     * Starts a count.
     *
     * @param system name on the printed line
     * @param contract the recordings that are judged by
     * @param refusable construct that may be refused, with the reason
     */
    public Tally(String system, Contract contract, Map<String, String> refusable) {
        this.system = system;
        this.committed = contract.isCommitted();
        this.refusable = Map.copyOf(refusable);
    }

    /** Counts an answer that equals the recorded one. */
    public void answered(String file) {
        row(file)[0]++;
    }

    /** Counts an answer that refuses a construct by name. */
    public void refused(String file, String question, String construct) {
        row(file)[1]++;
        refusals.merge(construct, 1, Integer::sum);
        if (committed && !refusable.containsKey(construct)) {
            differences.add(file + " | " + question + " | refused '" + construct + "', which is not on the list");
        }
    }

    /** Counts an answer that differs; {@code what} is question, expected, got and the place. */
    public void different(String file, String question, String what) {
        row(file)[2]++;
        differences.add(file + " | " + question + " | " + what);
    }

    private int[] row(String file) {
        return byFile.computeIfAbsent(file, f -> new int[3]);
    }

    private int sum(int column) {
        return byFile.values().stream().mapToInt(row -> row[column]).sum();
    }

    /** Returns the one line that a run prints for this system. */
    public String line() {
        return "contract: " + system + " answered " + sum(0) + ", refused " + sum(1) + ", different " + sum(2);
    }

    /** Returns how many answers were refused, by construct. */
    public Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /**
     * Prints the line and fails on what must not be.
     *
     * @param mostRefused how many refusals the committed recordings may see
     * @throws AssertionError if an answer differs, a refusal is not listed or there are too many, or nothing was asked
     */
    public void close(int mostRefused) {
        System.out.println(line());
        check(mostRefused);
    }

    /** Counts everything that another part of the same system counted. */
    public void include(Tally part) {
        part.byFile.forEach((file, counts) -> {
            for (int i = 0; i < counts.length; i++) {
                row(file)[i] += counts[i];
            }
        });
        differences.addAll(part.differences);
        part.refusals.forEach((construct, count) -> refusals.merge(construct, count, Integer::sum));
    }

    /**
     * Fails on what must not be, and prints nothing; for one part of a system.
     *
     * @param mostRefused how many refusals the committed recordings may see
     * @throws AssertionError as {@link #close} does
     */
    public void check(int mostRefused) {
        List<String> problems = new ArrayList<>(differences);
        if (committed && byFile.isEmpty()) {
            problems.add("no question was asked");
        }
        if (committed && sum(1) > mostRefused) {
            problems.add("refused " + sum(1) + ", at most " + mostRefused + ": " + refusals);
        }
        if (!committed) {
            byFile.forEach((file, row) -> {
                if (row[1] * 20 > row[0] + row[1] + row[2]) {
                    problems.add(file + ": refused " + row[1] + " of " + (row[0] + row[1] + row[2]) + ": " + refusals);
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(line() + "\n" + String.join("\n", problems));
        }
    }
}
