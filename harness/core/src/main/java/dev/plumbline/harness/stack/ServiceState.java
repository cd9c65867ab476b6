package dev.plumbline.harness.stack;

/** How a service is, as its process or container tells, whatever its endpoints say. */
public sealed interface ServiceState {
    /** It runs. */
    record Running() implements ServiceState {}

    /** It was stopped, paused or cut off by the suite itself. */
    record Held(String how) implements ServiceState {}

    /**
     * It ended by itself.
     *
     * @param code exit code
     * @param outOfMemory whether the kernel ended it for its memory
     */
    record Exited(int code, boolean outOfMemory) implements ServiceState {
        @Override
        public String toString() {
            return "exited with code " + code + (outOfMemory ? " (OOM)" : "");
        }
    }

    /** Nothing is known of its process: it is attached. */
    record Unknown() implements ServiceState {}
}
