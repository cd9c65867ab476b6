package dev.plumbline.collector.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's first word. */
@Command(
        name = "collector",
        description = "Reads the logs of containers and files and writes them to Loki.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            HealthCommand.class,
            ValidateCommand.class,
            FmtCommand.class,
            ConvertCommand.class
        })
public final class CollectorCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs a command line; returns the exit code: 0 success, 1 failure, 2 a command line that is not understood. */
    public static int execute(String[] arguments) {
        if (arguments.length == 2 && arguments[0].equals("health") && !arguments[1].startsWith("-")) {
            // Asked every other second in a container: as little as possible is loaded for it.
            return HealthCommand.ask(arguments[1]);
        }
        return new CommandLine(new CollectorCommand()).execute(GoFlags.normalised(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a subcommand: " + String.join(", ", spec.subcommands().keySet()));
    }
}
