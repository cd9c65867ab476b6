package dev.plumbline.collector.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant. */
public final class Names {
    private Names() {}

    /**
     * Returns {@code ; did you mean "x"?} for the known name nearest to an unknown one.
     *
     * @return the hint, or an empty string where none is near
     */
    public static String nearest(String unknown, Collection<String> known) {
        int most = Math.max(1, unknown.length() / 3);
        return known.stream()
                .filter(name -> Math.abs(name.length() - unknown.length()) <= most)
                .map(name -> new Candidate(name, distance(unknown, name)))
                .filter(candidate -> candidate.distance <= most)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(candidate -> "; did you mean \"" + candidate.name + "\"?")
                .orElse("");
    }

    private record Candidate(String name, int distance) {}

    /** Counts insertions, deletions, replacements and swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
