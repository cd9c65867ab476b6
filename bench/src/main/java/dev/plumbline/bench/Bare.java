package dev.plumbline.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bare reader with logs of its own, to be measured in turn with a collector: how fast a machine is changes from one
 * second to the next, so what is compared is measured side by side.
 */
final class Bare implements Closeable {
    private static final int PASSES = 5;
    private static final int WARM_UPS = 2;

    private final Fleet fleet;
    private final @Nullable Child engine;
    private final Child reader;
    private final Bench.Reading reading;
    private final List<Measured> rounds = new ArrayList<>();

    private Bare(Fleet fleet, @Nullable Child engine, Child reader, Bench.Reading reading) {
        this.fleet = fleet;
        this.engine = engine;
        this.reader = reader;
        this.reading = reading;
    }

    /** Starts one that reads all files, and closes the fleet in the end. */
    static Bare ofFiles(Fleet fleet) throws IOException {
        Child reader = Child.java(
                BareFile.class, fleet.logs().stream().map(Path::toString).toList());
        reader.line();
        return warm(new Bare(fleet, null, reader, () -> {
            long lines = 0;
            for (int i = 0; i < PASSES; i++) {
                lines += Long.parseLong(reader.ask("pass"));
            }
            return lines;
        }));
    }

    /** Starts one that follows all containers of an engine until it has so many lines, and closes both in the end. */
    static Bare ofEngine(Fleet fleet, Child engine, String socket, long lines) throws IOException {
        Child reader = Child.java(BareApi.class, List.of(socket));
        reader.line();
        String follow = lines + " " + String.join(" ", fleet.ids());
        return warm(new Bare(fleet, engine, reader, () -> Long.parseLong(reader.ask(follow))));
    }

    private static Bare warm(Bare bare) throws IOException {
        for (int round = 0; round < WARM_UPS; round++) {
            bare.reading.lines();
        }
        return bare;
    }

    /** Reads everything once more. */
    void round() throws IOException {
        rounds.add(Bench.measured(reader, reading));
    }

    /** Returns the middle of the rounds. */
    Measured measured() {
        return Measured.middle(rounds);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (engine != null) {
            engine.close();
        }
        fleet.close();
    }
}
