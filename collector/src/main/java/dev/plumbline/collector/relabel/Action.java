package dev.plumbline.collector.relabel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule does. */
enum Action {
    REPLACE,
    KEEP,
    DROP,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE,
    KEEPEQUAL,
    DROPEQUAL;

    static Optional<Action> named(String name) {
        return Arrays.stream(values()).filter(a -> a.toString().equals(name)).findFirst();
    }

    boolean needsTarget() {
        return switch (this) {
            case REPLACE, HASHMOD, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL -> true;
            case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
