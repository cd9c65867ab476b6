package dev.plumbline.embedded.loki.logql;

/** Puts labels that a parser found where they belong. */
final class Found {
    private Found() {}

    /** Sets a label unless it is not needed; false means that the line cannot pass any more. */
    static boolean label(LabelsBuilder labels, String name, String value) {
        if (name.isEmpty()) {
            return true;
        }
        String unique = labels.unique(name);
        if (labels.hints().skips(unique)) {
            return true;
        }
        labels.set(unique, value);
        return labels.hints().passes(unique, labels);
    }
}
