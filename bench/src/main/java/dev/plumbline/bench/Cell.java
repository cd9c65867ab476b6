package dev.plumbline.bench;

/**
 * What is measured at once.
 *
 * @param api whether through the engine's API, else from its files
 * @param length of a line in bytes
 * @param json whether lines are JSON, which the engine's file escapes
 * @param containers how many write
 * @param lines how many are measured, after as many for warming up
 */
record Cell(boolean api, int length, boolean json, int containers, long lines) {
    String path() {
        return api ? "API" : "file";
    }

    String size() {
        return length + " B" + (json ? " JSON" : "");
    }
}
