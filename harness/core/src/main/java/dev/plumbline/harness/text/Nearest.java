package dev.plumbline.harness.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that somebody most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * Finds it by edit distance.
     *
     * @return the nearest of {@code known}, or empty if none is within half the length of {@code wanted}
     */
    public static Optional<String> to(String wanted, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> distance(wanted, k)).thenComparing(k -> k))
                .filter(k -> distance(wanted, k) <= Math.max(1, wanted.length() / 2));
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
