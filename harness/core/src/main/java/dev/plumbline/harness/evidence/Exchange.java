package dev.plumbline.harness.evidence;

/**
 * One question to a service and its answer.
 *
 * @param question method, address, parameters and body, without credentials
 * @param status HTTP status, 0 if nothing came back
 * @param answer body, or why there is none
 */
public record Exchange(String question, int status, String answer) {
    private static final int LONGEST = 64 * 1024;

    public Exchange {
        if (answer.length() > LONGEST) {
            answer = answer.substring(0, LONGEST) + "\n… (" + (answer.length() - LONGEST) + " characters more)";
        }
    }

    /** Returns it as text for an attachment. */
    public String text() {
        return question + "\n\n" + (status == 0 ? "no answer" : "status " + status) + "\n" + answer + "\n";
    }
}
