package dev.plumbline.collector;

/**
 * Starts the collector. Compiled for Java 8, unlike everything else, so that an older Java says in one line what it
 * lacks instead of failing on the first class.
 */
public final class Main {
    private static final int NEEDED = 21;

    private Main() {}

    /** Hands the command line on; the exit code is its result. */
    public static void main(String[] arguments) throws Exception {
        String version = System.getProperty("java.specification.version");
        if (version.startsWith("1.") || Integer.parseInt(version) < NEEDED) {
            System.err.println("plumbline-collector needs Java " + NEEDED + " or newer, this is Java "
                    + System.getProperty("java.version") + "; start it with a newer java");
            System.exit(1);
        }
        Object code = Class.forName("dev.plumbline.collector.cli.CollectorCommand")
                .getMethod("execute", String[].class)
                .invoke(null, (Object) arguments);
        System.exit((Integer) code);
    }
}
