package dev.plumbline.collector.testkit;

import java.util.Random;

/** Runs a test over many inputs that a seed decides; the seed is printed and can be set again. */
public final class Fuzz {
    private static final int USUAL = 20_000;

    /** One input. */
    public interface Trial {
        void run(Random random) throws Exception;
    }

    private Fuzz() {}

    /** Runs {@code plumbline.fuzz.inputs} trials from {@code plumbline.fuzz.seed}, each from a seed of its own. */
    public static void run(String name, Trial trial) {
        long seed = Long.getLong("plumbline.fuzz.seed", 20260115);
        int inputs = Integer.getInteger("plumbline.fuzz.inputs", USUAL);
        System.out.println("fuzz: " + name + " inputs " + inputs + " seed " + seed);
        for (int i = 0; i < inputs; i++) {
            try {
                trial.run(new Random(seed + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("input " + i + " of -Dplumbline.fuzz.seed=" + seed, e);
            }
        }
    }
}
