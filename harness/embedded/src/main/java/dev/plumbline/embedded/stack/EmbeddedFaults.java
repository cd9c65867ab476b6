package dev.plumbline.embedded.stack;

import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;

/** Does things to services of the embedded stack. */
final class EmbeddedFaults implements Faults {
    private final EmbeddedStack stack;

    EmbeddedFaults(EmbeddedStack stack) {
        this.stack = stack;
    }

    @Override
    public void apply(Service service, Fault fault) {
        Place place = stack.place(service);
        switch (fault) {
            case Fault.Stopped stopped -> place.stop();
            case Fault.Killed killed -> place.kill();
            case Fault.Paused paused -> place.pause();
            case Fault.CutOff cutOff -> unsupported(service, "cut from the network");
            case Fault.Slowed slowed -> unsupported(service, "slowed down");
            case Fault.Resetting resetting -> unsupported(service, "made to reset connections");
        }
    }

    private static void unsupported(Service service, String what) {
        throw new UnsupportedOperationException(service + " cannot be " + what + " in the embedded stack");
    }

    @Override
    public void undo() {
        stack.services().forEach(this::undo);
    }

    @Override
    public void undo(Service service) {
        if (!(stack.state(service) instanceof ServiceState.Held held)) {
            return;
        }
        if (held.how().equals("paused")) {
            stack.place(service).resume();
        } else {
            stack.place(service).start();
        }
        try (Readiness readiness = new Readiness()) {
            stack.awaitReady(service, readiness);
        }
    }
}
