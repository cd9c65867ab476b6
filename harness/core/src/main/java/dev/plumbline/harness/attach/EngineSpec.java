package dev.plumbline.harness.attach;

import java.net.URI;
import java.util.Optional;

/**
 * Where the suite may start its workload beside an attached stack.
 *
 * @param address of the container engine, {@code unix:///path} or {@code tcp://host:port}
 * @param image of the workload, which the engine has or can pull
 * @param network that the container joins; the engine's default one if there is none
 * @param otlp OTLP/HTTP receiver, as a container there reaches it
 * @param mqtt broker, as a container there reaches it
 * @param place where the endpoint file describes it
 */
public record EngineSpec(URI address, String image, Optional<String> network, String otlp, String mqtt, String place) {}
