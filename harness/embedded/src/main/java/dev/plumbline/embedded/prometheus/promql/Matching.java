package dev.plumbline.embedded.prometheus.promql;

import java.util.List;

/**
 * How the series of two vectors are paired.
 *
 * @param card how many series of a side may meet one of the other
 * @param labels labels that are compared, or left out of the comparison
 * @param on whether {@code labels} are compared
 * @param include labels that the result takes from the side of one
 */
public record Matching(Card card, List<String> labels, boolean on, List<String> include) {
    /** Cardinality of a match. */
    public enum Card {
        ONE_TO_ONE("one-to-one"),
        MANY_TO_ONE("many-to-one"),
        ONE_TO_MANY("one-to-many"),
        MANY_TO_MANY("many-to-many");

        private final String text;

        Card(String text) {
            this.text = text;
        }

        /** Returns its name in answers. */
        public String text() {
            return text;
        }
    }

    public Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    Matching with(Card other) {
        return new Matching(other, labels, on, include);
    }
}
