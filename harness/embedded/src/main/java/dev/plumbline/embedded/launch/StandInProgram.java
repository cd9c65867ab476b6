package dev.plumbline.embedded.launch;

/** What can be started as a stand-in; the counterpart of a real program's executable. */
@FunctionalInterface
public interface StandInProgram {
    /**
     * Starts it. It listens when this returns; readiness is asked over HTTP, as of the real program.
     *
     * @throws LaunchException if the command line, the environment or a file is refused, or a port is taken
     */
    StandIn start(Launch launch);
}
