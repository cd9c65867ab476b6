package dev.plumbline.steps;

import io.cucumber.core.backend.ObjectFactory;
import io.cucumber.picocontainer.PicoFactory;

/**
 * Makes the objects of each scenario and hands them the one stack of the run, so that no static field has to hold it.
 * Select it with {@code cucumber.object-factory=dev.plumbline.steps.PlumblineObjectFactory}.
 */
public final class PlumblineObjectFactory implements ObjectFactory {
    private final PicoFactory pico = new PicoFactory();
    private final StackOfRun stack;

    /** Hands out the stack that the system properties ask for. */
    public PlumblineObjectFactory() {
        this(new StackOfRun());
    }

    /** Hands out that stack; for those who run scenarios by themselves. */
    public PlumblineObjectFactory(StackOfRun stack) {
        this.stack = stack;
    }

    @Override
    public boolean addClass(Class<?> glue) {
        return pico.addClass(glue);
    }

    @Override
    public <T> T getInstance(Class<T> glue) {
        return pico.getInstance(glue);
    }

    @Override
    public void start() {
        pico.start();
        pico.getInstance(World.class).use(stack);
    }

    @Override
    public void stop() {
        pico.stop();
    }
}
