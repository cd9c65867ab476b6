package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.EngineContainer;
import dev.plumbline.embedded.engine.Source;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.loopback.HandOver.Handed;
import dev.plumbline.harness.stack.ServiceState;
import java.time.Clock;
import java.util.Optional;

/** A stand-in inside this JVM; what it logs becomes the log of a container of the engine. */
final class StandInPlace implements Place {
    private final String name;
    private final StandInProgram program;
    private final Handed handed;
    private final Vessel vessel;
    private Optional<StandIn> running = Optional.empty();
    private boolean paused;

    StandInPlace(String name, StandInProgram program, Handed handed, Vessel vessel) {
        this.name = name;
        this.program = program;
        this.handed = handed;
        this.vessel = vessel;
    }

    @Override
    public synchronized void start() {
        if (running.isPresent()) {
            return;
        }
        EngineContainer container = vessel.container();
        container.start();
        try {
            running = Optional.of(program.start(new Launch(
                    handed.arguments(),
                    handed.environment(),
                    Clock.systemUTC(),
                    line -> container.writeLine(Source.STDERR, line))));
        } catch (LaunchException e) {
            container.writeLine(Source.STDERR, String.valueOf(e.getMessage()));
            container.stop(1);
            throw new ConfigurationFailure("service " + name + " does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void stop() {
        end(0);
    }

    @Override
    public synchronized void kill() {
        end(137);
    }

    private void end(int code) {
        running.ifPresent(StandIn::close);
        running = Optional.empty();
        paused = false;
        vessel.ifThere().ifPresent(c -> c.stop(code));
    }

    @Override
    public synchronized void remove() {
        end(0);
        vessel.remove();
    }

    /** It runs inside the suite's JVM, which goes on. */
    @Override
    public synchronized boolean pause() {
        if (!paused) {
            vessel.container().pause();
            paused = true;
        }
        return false;
    }

    @Override
    public synchronized void resume() {
        if (paused) {
            vessel.container().unpause();
            paused = false;
        }
    }

    @Override
    public synchronized ServiceState state() {
        return running.isPresent() ? new ServiceState.Running() : new ServiceState.Held("stopped");
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public String origin() {
        return program.getClass().getName();
    }
}
