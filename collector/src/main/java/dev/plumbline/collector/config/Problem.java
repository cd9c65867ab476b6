package dev.plumbline.collector.config;

/**
 * One thing that is wrong in a configuration.
 *
 * @param position where
 * @param message what was expected, what was found, what to do; one line, without the position
 */
public record Problem(Position position, String message) {
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
