package dev.plumbline.collector.cli;

import dev.plumbline.collector.convert.Conversion;
import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.PromtailConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convert}: writes the Alloy configuration that is equivalent to a Promtail configuration. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Convert a Promtail configuration; what has no equivalent is listed on standard error.")
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The Promtail configuration, or - for standard input.")
    private String file = "-";

    @Option(
            names = {"--from", "-f", "--source-format"},
            required = true,
            description = "The format of the file: promtail.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            description = "Write the result to this file instead of printing it.")
    private @Nullable Path output;

    @Option(
            names = {"-b", "--bypass-errors"},
            description = "Write what could be converted although something could not.")
    private boolean bypassErrors;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!format.equals("promtail")) {
            throw new ParameterException(
                    spec.commandLine(), "unknown format \"" + format + "\"; only promtail can be converted");
        }
        byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        Conversion conversion = PromtailConverter.convert(new String(bytes, StandardCharsets.UTF_8));
        PrintWriter errors = spec.commandLine().getErr();
        conversion.remarks().forEach(errors::println);
        errors.flush();
        if (conversion.has(Level.CRITICAL) || conversion.has(Level.ERROR) && !bypassErrors) {
            return 1;
        }
        Optional<Path> target = Optional.ofNullable(output);
        if (target.isPresent()) {
            Files.writeString(target.get(), conversion.alloy());
        } else {
            System.out.write(conversion.alloy().getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
        return 0;
    }
}
