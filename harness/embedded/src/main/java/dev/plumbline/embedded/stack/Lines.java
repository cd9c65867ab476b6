package dev.plumbline.embedded.stack;

import dev.plumbline.harness.loopback.AddressPlan;
import dev.plumbline.harness.loopback.Ways;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.wire.Traffic;
import dev.plumbline.wire.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A wire for each way between two services, and from the suite to each of them; loopback has no network to cut. */
final class Lines implements Ways, AutoCloseable {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String SUITE = "suite";

    private final AddressPlan plan;
    private final Map<Line, Wire> wires = new LinkedHashMap<>();

    private record Line(String from, String to, int port) {}

    Lines(AddressPlan plan) {
        this.plan = plan;
    }

    @Override
    public synchronized InetSocketAddress between(String from, String to, int containerPort) {
        InetSocketAddress target = plan.address(to, containerPort);
        return wires.computeIfAbsent(
                        new Line(from, to, containerPort), line -> Wire.open(from + "-to-" + to, FREE, target))
                .address();
    }

    /** Returns by which address the suite itself reaches a service. */
    InetSocketAddress fromSuite(Service to, int containerPort) {
        return between(SUITE, to.id(), containerPort);
    }

    /** Returns the wires from one service to another. */
    synchronized List<Wire> of(Service from, Service to) {
        return wires.entrySet().stream()
                .filter(w ->
                        w.getKey().from().equals(from.id()) && w.getKey().to().equals(to.id()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Decides about every wire from or to a service. */
    synchronized void around(Service service, Traffic traffic) {
        wires.forEach((line, wire) -> {
            if (line.from().equals(service.id()) || line.to().equals(service.id())) {
                wire.set(traffic);
            }
        });
    }

    @Override
    public synchronized void close() {
        wires.values().forEach(Wire::close);
    }
}
