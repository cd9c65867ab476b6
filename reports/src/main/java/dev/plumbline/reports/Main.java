package dev.plumbline.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Makes the report: {@code Main RESULTS_FOLDER REPORT_FOLDER}. */
public final class Main {
    private Main() {}

    /**
     * Makes {@code index.html}, {@code junit/plumbline.xml} and {@code summary.json}, whatever the verdict.
     *
     * <p>Exits with 1 if nothing passed and nothing failed: scenarios that are skipped fail no build by themselves, and
     * that is no pass. Where something failed, the tests' own verdict follows.
     *
     * @param arguments folder with Allure's results, folder for the report
     * @throws IOException if the report cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected RESULTS_FOLDER REPORT_FOLDER");
        }
        Run run = make(Path.of(arguments[0]), Path.of(arguments[1]));
        if (judgedNothing(run) && !wasSkipped(System.getProperty("plumbline.skipped", ""))) {
            System.err.println("plumbline: no scenario passed, so this run proves nothing");
            System.exit(1);
        }
    }

    static boolean judgedNothing(Run run) {
        return run.count(Verdict.PASSED) == 0 && run.count(Verdict.FAILED) == 0;
    }

    /** The build gives the values of its skip properties, or their names in braces where they are not set. */
    static boolean wasSkipped(String properties) {
        return Arrays.asList(properties.split(" ", -1)).contains("true");
    }

    static Run make(Path results, Path reports) throws IOException {
        Files.createDirectories(results);
        Files.createDirectories(reports.resolve("junit"));
        Run run = new ResultsFolder(results).read();
        Summary summary = new Summary(reports.resolve("summary.json"));
        Map<String, String> failingSince = summary.failingSince(run);
        String allure = new AllureReport(results).make(run);
        Path index = reports.resolve("index.html");
        Files.writeString(index, new FirstPage(run, failingSince).over(allure));
        JUnitXml.write(run, reports.resolve("junit").resolve("plumbline.xml"));
        summary.write(run, failingSince);
        System.out.println("plumbline: " + run.sentence() + " Report: " + index);
        return run;
    }
}
