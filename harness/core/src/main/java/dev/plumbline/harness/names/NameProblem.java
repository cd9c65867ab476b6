package dev.plumbline.harness.names;

/**
 * A name that does not exist.
 *
 * @param file file that names it
 * @param place panel and query, or rule
 * @param message what is wrong and what may be meant
 */
public record NameProblem(String file, String place, String message) {
    @Override
    public String toString() {
        return file + ": " + place + ": " + message;
    }
}
