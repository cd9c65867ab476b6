package dev.plumbline.embedded.tempo.api;

/** Words what is wrong with a duration as Go does. */
final class GoDurationErrors {
    private GoDurationErrors() {}

    static String of(String text) {
        String quoted = Parameters.quoted(text);
        String unsigned = text.replaceFirst("^[+-]", "");
        if (!unsigned.matches("[.\\d].*")) {
            return "time: invalid duration " + quoted;
        }
        String unit = unsigned.replaceFirst("^[.\\d]+", "").replaceFirst("[.\\d].*$", "");
        return unit.isEmpty()
                ? "time: missing unit in duration " + quoted
                : "time: unknown unit " + Parameters.quoted(unit) + " in duration " + quoted;
    }
}
