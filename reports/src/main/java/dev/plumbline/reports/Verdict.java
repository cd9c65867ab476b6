package dev.plumbline.reports;

/** How a scenario ended. */
enum Verdict {
    PASSED,
    FAILED,
    NOT_APPLICABLE;

    /** Reads Allure's status; only {@code passed} passes. */
    static Verdict of(String status) {
        return switch (status) {
            case "passed" -> PASSED;
            case "skipped" -> NOT_APPLICABLE;
            default -> FAILED;
        };
    }

    String word() {
        return switch (this) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_APPLICABLE -> "not applicable";
        };
    }
}
