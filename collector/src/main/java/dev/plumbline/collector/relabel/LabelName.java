package dev.plumbline.collector.relabel;

/** Names that labels may have. */
public final class LabelName {
    private LabelName() {}

    /** Tells whether every system accepts the name: letters, digits and underscores, no digit first. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            return false;
        }
        return name.chars()
                .allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_');
    }
}
