package dev.plumbline.wire;

import java.time.Duration;

/** What becomes of the bytes on a wire. */
public sealed interface Traffic {
    /** They pass. */
    record Flowing() implements Traffic {}

    /**
     * They pass late, and few at a time.
     *
     * @param latency added to every answer
     * @param bytesPerSecond most bytes that pass in a second in each direction, 0 for any number
     */
    record Slow(Duration latency, long bytesPerSecond) implements Traffic {
        public Slow {
            if (latency.isNegative() || bytesPerSecond < 0) {
                throw new IllegalArgumentException("expected a latency and a number of bytes of at least 0, found "
                        + latency + ", " + bytesPerSecond);
            }
        }
    }

    /** Connections are reset, in turns before the question reaches the other side and before the answer comes back. */
    record Resetting() implements Traffic {}

    /** Nothing passes, connections stay open: as if the other side had been frozen. */
    record Held() implements Traffic {}

    /** Nothing passes: connections are reset, new ones at once. */
    record Cut() implements Traffic {}

    /** Returns it as {@link #of} reads it. */
    default String text() {
        return switch (this) {
            case Flowing flowing -> "flowing";
            case Slow slow -> "slow " + slow.latency().toMillis() + " " + slow.bytesPerSecond();
            case Resetting resetting -> "resetting";
            case Held held -> "held";
            case Cut cut -> "cut";
        };
    }

    /**
     * Reads it from a text: {@code flowing}, {@code slow MILLISECONDS BYTES_PER_SECOND}, {@code resetting}, {@code held}
     * or {@code cut}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Traffic of(String text) {
        String[] words = text.strip().split(" ");
        if (words.length == 3 && words[0].equals("slow")) {
            return new Slow(Duration.ofMillis(Long.parseLong(words[1])), Long.parseLong(words[2]));
        }
        return switch (text.strip()) {
            case "flowing" -> new Flowing();
            case "resetting" -> new Resetting();
            case "held" -> new Held();
            case "cut" -> new Cut();
            default ->
                throw new IllegalArgumentException(
                        "expected flowing, slow MILLISECONDS BYTES_PER_SECOND, resetting, held or cut, found '" + text
                                + "'");
        };
    }
}
