package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.ContainerSpec;
import dev.plumbline.embedded.engine.EngineContainer;
import dev.plumbline.embedded.engine.EngineStandIn;
import java.util.Optional;

/** The container of one service; made anew, with another id and an empty log, after it was removed. */
final class Vessel {
    private final EngineStandIn engine;
    private final ContainerSpec spec;
    private Optional<EngineContainer> container;

    Vessel(EngineStandIn engine, ContainerSpec spec) {
        this.engine = engine;
        this.spec = spec;
        this.container = Optional.of(engine.create(spec));
    }

    /** Returns the container, made if there is none. */
    synchronized EngineContainer container() {
        if (container.isEmpty()) {
            container = Optional.of(engine.create(spec));
        }
        return container.get();
    }

    synchronized Optional<EngineContainer> ifThere() {
        return container;
    }

    synchronized void remove() {
        container.ifPresent(EngineContainer::remove);
        container = Optional.empty();
    }
}
