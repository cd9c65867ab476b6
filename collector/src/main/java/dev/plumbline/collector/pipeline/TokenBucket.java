package dev.plumbline.collector.pipeline;

/** Lets a number of events pass each second, and a burst at once. */
final class TokenBucket {
    private static final double SECOND = 1e9;

    private final double rate;
    private final int burst;
    private double tokens;
    private long last;

    TokenBucket(double rate, int burst, long now) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
    }

    /** Takes one token if there is one. */
    synchronized boolean allow(long now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes one token, if need be one that is yet to come, and returns how many nanoseconds to wait for it. */
    synchronized long reserve(long now) {
        refill(now);
        tokens--;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate * SECOND);
    }

    private void refill(long now) {
        tokens = Math.min(burst, tokens + (now - last) / SECOND * rate);
        last = now;
    }
}
