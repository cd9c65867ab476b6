package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Formatter;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fmt}: lays a configuration out as {@code alloy fmt} does. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = "Format a configuration file; print it, or write it back.")
public final class FmtCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "FILE", description = "The configuration file, or - for standard input.")
    private String file = STANDARD_INPUT;

    @Option(
            names = {"-w", "--write"},
            description = "Write the result to the file instead of printing it.")
    private boolean write;

    @Option(
            names = {"-t", "--test"},
            description = "Exit with 1 where the file is not formatted; print nothing.")
    private boolean test;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        boolean standardInput = file.equals(STANDARD_INPUT);
        if (write && (test || standardInput)) {
            throw new ParameterException(
                    spec.commandLine(),
                    test
                            ? "cannot use -w/--write and -t/--test at the same time"
                            : "cannot use -w with standard input");
        }
        byte[] bytes = standardInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        Source source = new Source(standardInput ? "<stdin>" : file, bytes);
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(source, problems);
        if (problems.fatal()) {
            new ProblemPrinter(spec.commandLine().getErr()).print(problems, source);
            return 1;
        }
        byte[] formatted = Formatter.format(tree).getBytes(StandardCharsets.UTF_8);
        if (test) {
            return tested(source, Arrays.equals(bytes, formatted));
        }
        if (write) {
            Files.write(Path.of(file), formatted);
        } else {
            System.out.write(formatted);
            System.out.flush();
        }
        return 0;
    }

    private int tested(Source source, boolean same) {
        if (!same) {
            spec.commandLine().getErr().println("Error: file " + source.name() + " is not formatted correctly");
        }
        return same ? 0 : 1;
    }
}
