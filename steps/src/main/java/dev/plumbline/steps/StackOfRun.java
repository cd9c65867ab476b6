package dev.plumbline.steps;

import dev.plumbline.harness.client.Http;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.Stacks;
import dev.plumbline.harness.stack.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The one stack of a run: brought up when the first scenario asks for it, shared by all of them, ended with the JVM.
 *
 * <p>A stack that did not come up is not tried again: every scenario that needs it fails with the same cause.
 */
public final class StackOfRun implements AutoCloseable {
    private final StackRequest request;
    private final Optional<ConfigurationFailure> refused;
    private volatile Optional<Thread> launching = Optional.empty();
    private boolean closed;
    private Optional<Stack> stack = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    /** Reads from system properties which stack is wanted; what is wrong with them is told where a stack is asked for. */
    public StackOfRun() {
        this(System.getProperties(), WorkFolder.make(StackOfRun::tell));
    }

    private StackOfRun(Properties properties, Path work) {
        StackRequest asked;
        Optional<ConfigurationFailure> wrong = Optional.empty();
        try {
            asked = StackRequest.of(properties, work);
        } catch (IllegalArgumentException e) {
            wrong = Optional.of(new ConfigurationFailure(String.valueOf(e.getMessage()), e));
            Properties where = new Properties();
            where.setProperty("plumbline.root", properties.getProperty("plumbline.root", "."));
            asked = StackRequest.of(where, work);
        }
        request = asked;
        refused = wrong;
        endWithTheJvm();
    }

    /**
     * Brings up that stack when it is asked for.
     *
     * @param request its work folder is deleted in the end, unless the stack is kept
     */
    public StackOfRun(StackRequest request) {
        this.request = request;
        this.refused = Optional.empty();
        endWithTheJvm();
    }

    /** Takes a stack that is up already; it is ended with {@link #close}, not with the JVM. */
    StackOfRun(StackRequest request, Stack up) {
        this.request = request;
        this.refused = Optional.empty();
        this.stack = Optional.of(up);
    }

    private void endWithTheJvm() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("plumbline-end").unstarted(this::end));
    }

    /** Does not wait until a stack is up that nobody wants any more. */
    private void end() {
        launching.ifPresent(thread -> {
            WorkFolder.abandon(request.work());
            thread.interrupt();
        });
        close();
    }

    /** Returns what was asked for. */
    public StackRequest request() {
        return request;
    }

    /**
     * Returns the stack, all of its services ready.
     *
     * @throws RuntimeException the same one each time, if it did not come up
     */
    public synchronized Stack stack() {
        if (failure.isPresent()) {
            String cause = String.valueOf(failure.get().getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new InfrastructureFailure("the stack did not come up: " + cause
                    + "\nThe first scenario that asked for it has the whole story.");
        }
        if (closed) {
            throw new InfrastructureFailure("the run was ended before its time");
        }
        if (stack.isEmpty()) {
            launching = Optional.of(Thread.currentThread());
            try {
                if (refused.isPresent()) {
                    throw refused.get();
                }
                stack = Optional.of(Stacks.found().launch(request, StackOfRun::tell));
                RunRecord.write(request, stack.get());
                warmUp(stack.get());
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                RunRecord.writeFailure(request, e);
                throw e;
            } finally {
                launching = Optional.empty();
            }
        }
        return stack.get();
    }

    /** The first request loads half an HTTP library, which takes longer than some requirements allow. */
    private static void warmUp(Stack up) {
        for (Service service : up.services()) {
            Optional<Ready> ready = up.readiness(service).filter(r -> r.path().isPresent());
            if (ready.isPresent()) {
                new Http(up.endpoint(service, ready.get().endpoint()), new Evidence())
                        .get(ready.get().path().orElse("/"));
                return;
            }
        }
    }

    /** Returns the stack if it was ever asked for and came up. */
    public synchronized Optional<Stack> stackIfUp() {
        return stack;
    }

    /** Ends the stack, if it is up, and deletes what it has written; the end of the JVM does so, too. */
    @Override
    public synchronized void close() {
        closed = true;
        stack.ifPresent(Stack::close);
        if (request.keep()) {
            WorkFolder.keep(request.work());
        } else if (Files.exists(request.work())) {
            WorkFolder.delete(request.work());
        }
    }

    private static void tell(String line) {
        System.out.println("plumbline: " + line);
    }
}
