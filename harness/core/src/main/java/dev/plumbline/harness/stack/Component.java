package dev.plumbline.harness.stack;

/**
 * What fills the place of a service in this run.
 *
 * @param service the place
 * @param nature whether it is the real program
 * @param version as it reports it itself; {@code unknown} if it does not
 * @param origin image, path of the program, address, or the name of the stand-in's class
 */
public record Component(Service service, Nature nature, String version, String origin) {
    /** Whether a component is what users run in production. */
    public enum Nature {
        REAL("real"),
        STAND_IN("stand-in"),
        ATTACHED("attached");

        private final String word;

        Nature(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Returns it as one phrase of the run's first line, such as {@code loki real 3.7.6}. */
    public String phrase() {
        return service + " " + nature + " " + version;
    }
}
