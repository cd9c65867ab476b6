package dev.plumbline.collector.convert;

import java.util.List;

/**
 * What came of a conversion.
 *
 * @param alloy the Alloy configuration; incomplete where there are errors, empty where the file cannot be read
 * @param remarks what has no equivalent, in the order of the file
 */
public record Conversion(String alloy, List<Remark> remarks) {
    public Conversion {
        remarks = List.copyOf(remarks);
    }

    /** How bad it is: a critical remark leaves no result, an error an incomplete one. */
    public enum Level {
        NOTE("Note"),
        WARNING("Warning"),
        ERROR("Error"),
        CRITICAL("Critical");

        private final String text;

        Level(String text) {
            this.text = text;
        }
    }

    /** One thing that was not carried over as it was. */
    public record Remark(Level level, String message) {
        @Override
        public String toString() {
            return "(" + level.text + ") " + message;
        }
    }

    /** Tells whether a remark is at least that bad. */
    public boolean has(Level level) {
        return remarks.stream().anyMatch(remark -> remark.level().compareTo(level) >= 0);
    }
}
