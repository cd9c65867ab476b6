package dev.plumbline.harness.attach;

import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Visitors;

/** The suite's workload, in a container beside a stack that is not the suite's. */
public interface GuestWorkload extends AutoCloseable {
    /** Returns where it takes orders. */
    Endpoint endpoint();

    ContainerIdentity container();

    /** Returns the end of what it has written. */
    String log(int lines);

    /** Returns the means to start more containers there. */
    Visitors visitors();

    /** Removes every container that was started. */
    @Override
    void close();
}
