package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.EngineContainer;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.loopback.HandOver.Handed;
import dev.plumbline.harness.stack.ServiceState;
import java.io.IOException;
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
    private final EngineContainer container;
    private Optional<Process> process = Optional.empty();
    private Optional<String> held = Optional.of("not started");

    /**
     * Describes it.
     *
     * @param program its executable and what precedes its arguments
     * @param handed its arguments, environment and folder
     */
    ProcessPlace(String name, List<String> program, Handed handed, EngineContainer container) {
        this.name = name;
        this.command = new ArrayList<>(program);
        this.command.addAll(handed.arguments());
        this.handed = handed;
        this.container = container;
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
            container.start();
            Process started = builder.start();
            container.attach(started);
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
        container.stop(process.map(ProcessPlace::code).orElse(0));
    }

    @Override
    public synchronized void kill() {
        process.filter(Process::isAlive).ifPresent(p -> {
            held = Optional.of("killed");
            p.toHandle().destroyForcibly();
            awaitEnd(p);
        });
        container.stop(KILLED);
    }

    private void awaitEnd(Process p) {
        try {
            if (!p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                p.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            // what it wrote last still lies in the pipe
            container.awaitExit(Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            p.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void pause() {
        signal("STOP");
        container.pause();
        held = Optional.of("paused");
    }

    @Override
    public synchronized void resume() {
        signal("CONT");
        container.unpause();
        held = Optional.empty();
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
