package dev.plumbline.reports;

import java.util.Arrays;

/** What kind of failure it is, and where to look first. Known by the class of the failure; the first match wins. */
enum Kind {
    INFRASTRUCTURE(
            "Infrastructure: a service is not there",
            "InfrastructureFailure",
            "Nothing is said about the pipeline yet. Read the log of the service that the first line names (it is attached), "
                    + "mend its start, and run again."),
    CONFIGURATION(
            "Configuration: a file or property is wrong",
            "ConfigurationFailure",
            "Correct the file or property that the first line names, at that place; no service has to be looked at."),
    PIPELINE(
            "Pipeline: something was lost on the way",
            "PipelineFailure",
            "Begin at the last hop that still had it: that service's log and counters are attached, and so are the queries "
                    + "and what they answered."),
    EXPECTATION(
            "Expectation: what arrived is not what was promised",
            "ExpectationFailure",
            "It arrived, and differs: compare what was expected with what was seen, then the configuration that makes the "
                    + "difference, or the promise in the feature file."),
    SUITE(
            "Suite: the check itself ended unexpectedly",
            "",
            "This is no verdict on the pipeline. Open the steps behind this page for the stack trace, and report it.");

    private final String category;
    private final String failure;
    private final String next;

    Kind(String category, String failure, String next) {
        this.category = category;
        this.failure = failure;
        this.next = next;
    }

    /**
     * Tells the kind of a failure.
     *
     * @param trace its stack trace, which begins with its class
     */
    static Kind of(String trace) {
        return Arrays.stream(values())
                .filter(kind -> trace.contains(kind.failure))
                .findFirst()
                .orElse(SUITE);
    }

    /** Returns its name in the report, and what it means. */
    String category() {
        return category;
    }

    /** Returns a regular expression for the stack traces of such failures, and of no others. */
    String trace() {
        return this == SUITE
                ? "(?s)(?!.*(?:Infrastructure|Configuration|Pipeline|Expectation)Failure).*"
                : "(?s).*" + failure + ".*";
    }

    /** Returns what to do about it. */
    String next() {
        return next;
    }
}
