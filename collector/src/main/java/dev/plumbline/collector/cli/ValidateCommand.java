package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: reports every problem of a configuration at once; warnings count, as they do in Alloy. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Check a configuration file and report every problem at once.")
public final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Problems problems = Validation.of(file.toString(), bytes).problems();
        if (problems.none()) {
            return 0;
        }
        new ProblemPrinter(spec.commandLine().getErr()).print(problems, new Source(file.toString(), bytes));
        spec.commandLine().getErr().println("Error: validation failed");
        return 1;
    }
}
