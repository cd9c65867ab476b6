package dev.plumbline.embedded.loki;

/** Writes sizes in bytes as Loki's limits show them: {@code 3MB}, {@code 1500B}. */
final class Sizes {
    private Sizes() {}

    static String show(long bytes) {
        String[] units = {"TB", "GB", "MB", "KB"};
        for (int i = 0; i < units.length; i++) {
            long unit = 1L << (10 * (units.length - i));
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + units[i];
            }
        }
        return bytes + "B";
    }
}
