package dev.plumbline.collector.config;

/**
 * A place in a configuration file.
 *
 * @param file name of the file as it was given on the command line
 * @param line from 1
 * @param column from 1, in bytes of UTF-8, as Alloy counts
 * @param length how many columns a message underlines, at least 1
 */
public record Position(String file, int line, int column, int length) {
    public Position {
        if (line < 1 || column < 1 || length < 1) {
            throw new IllegalArgumentException("line, column and length start at 1: " + line + ", " + column);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
