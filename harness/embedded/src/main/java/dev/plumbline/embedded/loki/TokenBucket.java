package dev.plumbline.embedded.loki;

/** Lets through so many bytes a second, and so many at once; safe for use by many threads. */
final class TokenBucket {
    private final double rate;
    private final double burst;
    private double tokens;
    private long last;

    TokenBucket(double rate, double burst, long now) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
    }

    /** Takes bytes, or takes none of them; {@code now} is in nanoseconds. */
    synchronized boolean take(long bytes, long now) {
        tokens = Math.min(burst, tokens + Math.max(0, now - last) / 1e9 * rate);
        last = Math.max(last, now);
        if (bytes > tokens) {
            return false;
        }
        tokens -= bytes;
        return true;
    }
}
