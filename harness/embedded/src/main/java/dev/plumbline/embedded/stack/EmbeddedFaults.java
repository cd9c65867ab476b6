package dev.plumbline.embedded.stack;

import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.wire.Tally;
import dev.plumbline.wire.Traffic;
import dev.plumbline.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Does things to services of the embedded stack. */
final class EmbeddedFaults implements Faults {
    private final EmbeddedStack stack;
    private final Optional<Lines> lines;
    /** Also read by who waits for a service while a fault is undone. */
    private final Map<Service, Fault> applied = new ConcurrentHashMap<>();

    private final Map<Wire, Tally> before = new LinkedHashMap<>();

    EmbeddedFaults(EmbeddedStack stack, Optional<Lines> lines) {
        this.stack = stack;
        this.lines = lines;
    }

    @Override
    public synchronized void apply(Service service, Fault fault) {
        if (applied.containsKey(service)) {
            undo(service);
        }
        Place place = stack.place(service);
        switch (fault) {
            case Fault.Stopped stopped -> place.stop();
            case Fault.Killed killed -> place.kill();
            case Fault.Removed removed -> place.remove();
            case Fault.Paused paused -> {
                if (!place.pause()) {
                    lines(service, "paused").around(service, new Traffic.Held());
                }
            }
            case Fault.CutOff cutOff -> lines(service, "cut off").around(service, new Traffic.Cut());
            case Fault.Slowed slowed ->
                onTheWay(service, "slowed down", new Traffic.Slow(slowed.latency(), slowed.bytesPerSecond()));
            case Fault.Resetting resetting -> onTheWay(service, "made to reset connections", new Traffic.Resetting());
        }
        applied.put(service, fault);
    }

    private void onTheWay(Service service, String what, Traffic traffic) {
        List<Wire> way = lines(service, what).of(Service.COLLECTOR, service);
        if (way.isEmpty()) {
            throw new UnsupportedOperationException(
                    "the " + service.title() + " cannot be " + what + ": no way leads there from the log collector");
        }
        way.forEach(wire -> {
            before.put(wire, wire.tally());
            wire.set(traffic);
        });
    }

    private Lines lines(Service service, String what) {
        return lines.orElseThrow(() -> new UnsupportedOperationException("the " + service.title() + " cannot be "
                + what + ": this embedded stack was brought up without wires between its services; -Plong or"
                + " -Dplumbline.wire=true brings it up with them"));
    }

    /** Returns how a service is held, if it is by the wires alone. */
    Optional<String> heldByWires(Service service) {
        Fault fault = applied.get(service);
        if (fault instanceof Fault.Paused) {
            return Optional.of("paused");
        }
        return fault instanceof Fault.CutOff ? Optional.of("cut off") : Optional.empty();
    }

    @Override
    public synchronized long felt(Service service) {
        return lines(service, "watched").of(Service.COLLECTOR, service).stream()
                .mapToLong(wire -> {
                    Tally since = wire.tally().since(before.getOrDefault(wire, new Tally(0, 0, 0)));
                    return since.delayed() + since.reset();
                })
                .sum();
    }

    @Override
    public void undo() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Service service : stack.services()) {
            try {
                undo(service);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public synchronized void undo(Service service) {
        Fault fault = applied.remove(service);
        if (fault == null) {
            return;
        }
        switch (fault) {
            case Fault.Paused paused -> {
                stack.place(service).resume();
                flow(service);
            }
            case Fault.CutOff cutOff -> flow(service);
            case Fault.Slowed slowed -> flow(service);
            case Fault.Resetting resetting -> flow(service);
            case Fault.Stopped stopped -> stack.place(service).start();
            case Fault.Killed killed -> stack.place(service).start();
            case Fault.Removed removed -> stack.place(service).start();
        }
        try (Readiness readiness = new Readiness()) {
            stack.awaitReady(service, readiness);
        }
    }

    private void flow(Service service) {
        lines.ifPresent(l -> l.around(service, new Traffic.Flowing()));
    }
}
