package dev.plumbline.embedded.stack;

import dev.plumbline.harness.stack.ServiceState;

/** What fills the place of one service on loopback. Started and stopped any number of times. */
interface Place {
    /** Starts it; it may not be ready yet when this returns. Does nothing if it runs. */
    void start();

    /** Ends it in an orderly way, and waits for its end. */
    void stop();

    /** Ends it at once. */
    void kill();

    /** Ends it in an orderly way and removes its container; what it keeps in volumes stays. */
    void remove();

    /**
     * Freezes it.
     *
     * @return whether that is enough; if not, its connections have to be held
     */
    boolean pause();

    /** Lets it go on, if it is frozen. */
    void resume();

    ServiceState state();

    /** Returns whether this is the real program. */
    boolean isReal();

    /** Returns the path of the program, or the name of the stand-in's class. */
    String origin();
}
