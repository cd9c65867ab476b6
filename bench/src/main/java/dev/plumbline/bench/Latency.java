package dev.plumbline.bench;

/**
 * How long lines took from being written to the sink, in milliseconds, by percentile.
 *
 * @param containers how many wrote
 * @param rate lines a second, over all containers
 */
record Latency(boolean api, int containers, int rate, double p50, double p90, double p99, double p999, double most) {
    static Latency parse(boolean api, int containers, int rate, String answer) {
        String[] words = answer.split(" ");
        return new Latency(api, containers, rate, of(words, 0), of(words, 1), of(words, 2), of(words, 3), of(words, 4));
    }

    private static double of(String[] words, int index) {
        return Double.parseDouble(words[index]);
    }
}
