package dev.plumbline.embedded.stack;

import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.loopback.HandOver.Handed;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs as a process of its own; what it writes becomes the log of a container of the engine. */
final class ProcessPlace implements Place {
    private static final int PATIENCE_SECONDS = 10;
    private static final int KILLED = 137;

    private final String name;
    private final List<String> command;
    private final Handed handed;
    private final Vessel vessel;
    private final Path work;
    private Optional<Process> process = Optional.empty();
    private Optional<String> held = Optional.of("not started");

    /**
     * Describes it.
     *
     * @param program its executable and what precedes its arguments
     * @param handed its arguments, environment and folder
     * @param work folder of the run, which it belongs to
     */
    ProcessPlace(String name, List<String> program, Handed handed, Vessel vessel, Path work) {
        this.name = name;
        this.command = new ArrayList<>(program);
        this.command.addAll(handed.arguments());
        this.handed = handed;
        this.vessel = vessel;
        this.work = work;
    }

    @Override
    public synchronized void start() {
        if (process.map(Process::isAlive).orElse(false)) {
            return;
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(handed.folder().toFile());
        builder.environment().putAll(handed.environment());
        try {
            vessel.container().start();
            Process started = builder.start();
            WorkFolder.adopt(work, started);
            vessel.container().attach(started);
            process = Optional.of(started);
            held = Optional.empty();
        } catch (IOException e) {
            throw new InfrastructureFailure(
                    name + " cannot be started as " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void stop() {
        process.filter(Process::isAlive).ifPresent(p -> {
            held = Optional.of("stopped");
            // by its handle: Process.destroy would close the pipe with what was written last
            p.toHandle().destroy();
            awaitEnd(p);
        });
        vessel.ifThere().ifPresent(c -> c.stop(process.map(ProcessPlace::code).orElse(0)));
    }

    @Override
    public synchronized void kill() {
        process.filter(Process::isAlive).ifPresent(p -> {
            held = Optional.of("killed");
            p.toHandle().destroyForcibly();
            awaitEnd(p);
        });
        vessel.ifThere().ifPresent(c -> c.stop(KILLED));
    }

    private void awaitEnd(Process p) {
        try {
            if (!p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                p.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            // what it wrote last still lies in the pipe
            vessel.container().awaitExit(Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            p.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void remove() {
        stop();
        held = Optional.of("removed");
        vessel.remove();
    }

    @Override
    public synchronized boolean pause() {
        signal("STOP");
        vessel.container().pause();
        held = Optional.of("paused");
        return true;
    }

    @Override
    public synchronized void resume() {
        if (held.filter("paused"::equals).isPresent()) {
            signal("CONT");
            vessel.container().unpause();
            held = Optional.empty();
        }
    }

    private void signal(String signal) {
        Process p = process.orElseThrow(() -> new InfrastructureFailure(name + " does not run"));
        try {
            int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(p.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new InfrastructureFailure("cannot send SIG" + signal + " to " + name + ": kill answered " + code);
            }
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot send SIG" + signal + " to " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized ServiceState state() {
        if (held.isPresent()) {
            return new ServiceState.Held(held.get());
        }
        return process.filter(Process::isAlive).isPresent()
                ? new ServiceState.Running()
                : new ServiceState.Exited(process.map(ProcessPlace::code).orElse(-1), false);
    }

    private static int code(Process p) {
        return p.isAlive() ? 0 : p.exitValue();
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public String origin() {
        return command.stream()
                .filter(part -> part.endsWith(".jar"))
                .findFirst()
                .orElse(command.getFirst());
    }
}
