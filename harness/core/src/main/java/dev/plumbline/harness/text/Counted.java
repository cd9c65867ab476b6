package dev.plumbline.harness.text;

/** Writes a number and its noun as people do: {@code 1 line}, {@code 3 lines}. */
public final class Counted {
    private Counted() {}

    /**
     * Returns the number with its noun.
     *
     * @param number not negative
     * @param noun in the singular; its plural takes an s
     */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
