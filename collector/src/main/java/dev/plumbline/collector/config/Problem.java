package dev.plumbline.collector.config;

/**
 * One thing that is wrong in a configuration.
 *
 * @param position where
 * @param message what was expected, what was found, what to do; one line, without the position
 * @param warning whether the file can be run all the same
 */
public record Problem(Position position, String message, boolean warning) {
    /** Makes one that keeps the file from running. */
    public Problem(Position position, String message) {
        this(position, message, false);
    }

    @Override
    public String toString() {
        return position + ": " + message;
    }
}
