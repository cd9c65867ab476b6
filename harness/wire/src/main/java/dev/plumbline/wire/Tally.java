package dev.plumbline.wire;

/**
 * What a wire has done so far.
 *
 * @param bytes that have passed, in both directions
 * @param delayed times that bytes had to wait
 * @param reset connections that were reset
 */
public record Tally(long bytes, long delayed, long reset) {
    /** Returns it as {@link #of} reads it. */
    public String text() {
        return bytes + " " + delayed + " " + reset;
    }

    /**
     * Reads it from a text.
     *
     * @throws IllegalArgumentException if it is not three numbers
     */
    public static Tally of(String text) {
        String[] words = text.strip().split(" ");
        if (words.length != 3) {
            throw new IllegalArgumentException("expected three numbers, found '" + text + "'");
        }
        return new Tally(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** Returns what has been done since an earlier tally. */
    public Tally since(Tally earlier) {
        return new Tally(bytes - earlier.bytes, delayed - earlier.delayed, reset - earlier.reset);
    }
}
