package dev.plumbline.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes the report: {@code Main RESULTS_FOLDER REPORT_FOLDER}. */
public final class Main {
    private Main() {}

    /**
     * Makes {@code index.html}, {@code junit/plumbline.xml} and {@code summary.json}, whatever the verdict.
     *
     * @param arguments folder with Allure's results, folder for the report
     * @throws IOException if the report cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected RESULTS_FOLDER REPORT_FOLDER");
        }
        make(Path.of(arguments[0]), Path.of(arguments[1]));
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
