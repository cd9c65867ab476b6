package dev.plumbline.harness.grafana;

/**
 * Rounds intervals to the steps that Grafana prefers.
 *
 * <p>Browser and back ends share the table and differ at its bounds: in the browser a value on a bound goes up, in the
 * back ends it goes down.
 */
public final class IntervalTable {
    /** Upper bound and result, both in milliseconds. */
    private static final long[][] STEPS = {
        {10, 1},
        {15, 10},
        {35, 20},
        {75, 50},
        {150, 100},
        {350, 200},
        {750, 500},
        {1_500, 1_000},
        {3_500, 2_000},
        {7_500, 5_000},
        {12_500, 10_000},
        {17_500, 15_000},
        {25_000, 20_000},
        {45_000, 30_000},
        {90_000, 60_000},
        {210_000, 120_000},
        {450_000, 300_000},
        {750_000, 600_000},
        {1_050_000, 900_000},
        {1_500_000, 1_200_000},
        {2_700_000, 1_800_000},
        {5_400_000, 3_600_000},
        {9_000_000, 7_200_000},
        {16_200_000, 10_800_000},
        {32_400_000, 21_600_000},
        {86_400_000, 43_200_000},
        {604_800_000, 86_400_000},
        {1_814_400_000, 604_800_000},
        {3_628_800_000L, 2_592_000_000L},
    };

    private static final long YEAR = 31_536_000_000L;

    private IntervalTable() {}

    /** Rounds as the browser does; milliseconds in and out. */
    public static long round(double ms) {
        for (long[] step : STEPS) {
            if (ms < step[0]) {
                return step[1];
            }
        }
        return YEAR;
    }

    /** Rounds as the back ends of Prometheus and Loki do; milliseconds in and out. */
    public static long roundInclusive(double ms) {
        long last = STEPS[STEPS.length - 1][0];
        for (long[] step : STEPS) {
            if (ms < step[0] || ms == step[0] && step[0] != last) {
                return step[1];
            }
        }
        return YEAR;
    }
}
