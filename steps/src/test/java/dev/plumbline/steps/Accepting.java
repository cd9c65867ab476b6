package dev.plumbline.steps;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program in the log collector's place: it accepts a file whose first line does not hold the word "wrong". */
final class Accepting {
    private Accepting() {}

    /** Is called as {@code validate FILE}. */
    public static void main(String[] arguments) throws Exception {
        if (Files.readAllLines(Path.of(arguments[1])).getFirst().contains("wrong")) {
            System.out.println("1:1: this is wrong");
            System.exit(1);
        }
    }
}
