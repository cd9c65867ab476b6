package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.StoredSpan.Nested;
import dev.plumbline.embedded.tempo.traceql.SpansetOperator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Joins spans by how they lie in their trace.
 *
 * <p>The left side is sorted in place and the order of the result follows from that, since a result shows only the
 * first few spans.
 */
final class Structure {
    private static final Comparator<FetchedSpan> BY_LEFT =
            Comparator.comparingInt(s -> nested(s).left());
    private static final Comparator<FetchedSpan> BY_PARENT =
            Comparator.comparingInt(s -> nested(s).parent());

    private Structure() {}

    private static Nested nested(FetchedSpan span) {
        return span.stored().nested();
    }

    static List<FetchedSpan> join(SpansetOperator op, List<FetchedSpan> left, List<FetchedSpan> right) {
        return switch (op) {
            case CHILD -> keep(left, BY_LEFT, right, true, Structure::isChild);
            case NOT_CHILD -> keep(left, BY_LEFT, right, false, Structure::isChild);
            case PARENT -> keep(left, BY_PARENT, right, true, (l, r) -> isChild(r, l));
            case NOT_PARENT -> keep(left, BY_PARENT, right, false, (l, r) -> isChild(r, l));
            case DESCENDANT -> keep(left, BY_LEFT.reversed(), right, true, Structure::isDescendant);
            case NOT_DESCENDANT -> keep(left, BY_LEFT.reversed(), right, false, Structure::isDescendant);
            case ANCESTOR -> keep(left, BY_LEFT, right, true, (l, r) -> isDescendant(r, l));
            case NOT_ANCESTOR -> keep(left, BY_LEFT, right, false, (l, r) -> isDescendant(r, l));
            case SIBLING -> keep(left, BY_PARENT, right, true, Structure::isSibling);
            case NOT_SIBLING -> keep(left, BY_PARENT, right, false, Structure::isSibling);
            case UNION_CHILD -> parentsAndChildren(left, right);
            case UNION_PARENT -> parentsAndChildren(right, left);
            case UNION_DESCENDANT -> ancestorsAndDescendants(left, right);
            case UNION_ANCESTOR -> ancestorsAndDescendants(right, left);
            case UNION_SIBLING -> siblings(left, right);
            case AND, UNION -> throw new IllegalArgumentException(op.text() + " does not look at structure");
        };
    }

    /** Tells how two spans relate. */
    private interface Relation {
        boolean holds(FetchedSpan left, FetchedSpan right);
    }

    private static boolean isChild(FetchedSpan parent, FetchedSpan child) {
        return nested(parent).left() != 0
                && nested(parent).left() == nested(child).parent();
    }

    private static boolean isDescendant(FetchedSpan above, FetchedSpan below) {
        Nested a = nested(above);
        Nested b = nested(below);
        return a.left() != 0 && b.left() != 0 && b.left() > a.left() && b.right() < a.right();
    }

    private static boolean isSibling(FetchedSpan a, FetchedSpan b) {
        return a != b
                && nested(a).parent() != 0
                && nested(a).parent() == nested(b).parent();
    }

    private static List<FetchedSpan> keep(
            List<FetchedSpan> left,
            Comparator<FetchedSpan> order,
            List<FetchedSpan> right,
            boolean wanted,
            Relation relation) {
        left.sort(order);
        List<FetchedSpan> kept = new ArrayList<>();
        for (FetchedSpan r : right) {
            if (left.stream().anyMatch(l -> relation.holds(l, r)) == wanted) {
                kept.add(r);
            }
        }
        return kept;
    }

    private static List<FetchedSpan> parentsAndChildren(List<FetchedSpan> above, List<FetchedSpan> below) {
        List<FetchedSpan> parents = new ArrayList<>(above);
        List<FetchedSpan> children = new ArrayList<>(below);
        parents.sort(BY_LEFT);
        children.sort(BY_PARENT);
        Once kept = new Once();
        for (FetchedSpan parent : parents) {
            List<FetchedSpan> of =
                    children.stream().filter(c -> isChild(parent, c)).toList();
            of.forEach(kept::add);
            if (!of.isEmpty()) {
                kept.add(parent);
            }
        }
        return kept.spans;
    }

    private static List<FetchedSpan> ancestorsAndDescendants(List<FetchedSpan> above, List<FetchedSpan> below) {
        List<FetchedSpan> ancestors = new ArrayList<>(above);
        List<FetchedSpan> descendants = new ArrayList<>(below);
        ancestors.sort(BY_LEFT);
        descendants.sort(BY_LEFT);
        Once kept = new Once();
        descendants.stream()
                .filter(d -> ancestors.stream().anyMatch(a -> isDescendant(a, d)))
                .forEach(kept::add);
        ancestors.stream()
                .filter(a -> descendants.stream().anyMatch(d -> isDescendant(a, d)))
                .forEach(kept::add);
        return kept.spans;
    }

    private static List<FetchedSpan> siblings(List<FetchedSpan> left, List<FetchedSpan> right) {
        left.sort(BY_PARENT);
        right.sort(BY_PARENT);
        Once kept = new Once();
        for (FetchedSpan r : right) {
            List<FetchedSpan> of = left.stream().filter(l -> isSibling(l, r)).toList();
            of.forEach(kept::add);
            if (!of.isEmpty()) {
                kept.add(r);
            }
        }
        return kept.spans;
    }

    /** Collects spans, each once. */
    private static final class Once {
        private final List<FetchedSpan> spans = new ArrayList<>();
        private final Set<FetchedSpan> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        void add(FetchedSpan span) {
            if (seen.add(span)) {
                spans.add(span);
            }
        }
    }
}
