package dev.plumbline.embedded.mqtt;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptPublishMessage;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An embedded broker that tells about itself under $SYS, as Mosquitto does. */
final class RunningBroker implements StandIn {
    private final Server server;
    private final InetSocketAddress address;
    private final Instant began;
    private final Launch launch;
    private final AtomicLong received = new AtomicLong();
    private final Set<String> retained = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock;

    private RunningBroker(Server server, InetSocketAddress address, Launch launch) {
        this.server = server;
        this.address = address;
        this.launch = launch;
        this.began = launch.clock().instant();
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("mqtt-sys").daemon().factory());
    }

    static RunningBroker start(MosquittoConfig config, Launch launch) {
        Properties properties = new Properties();
        properties.setProperty("host", config.listener().getHostString());
        properties.setProperty("port", String.valueOf(config.listener().getPort()));
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        Server server = new Server();
        RunningBroker broker = new RunningBroker(server, config.listener(), launch);
        try {
            server.startServer(new MemoryConfig(properties), List.of(broker.new Counter()));
        } catch (IOException | RuntimeException e) {
            throw new LaunchException("mqtt cannot listen on " + config.listener() + ": " + e.getMessage(), e);
        }
        launch.log().accept("mosquitto version 2.1.2-stand-in running on " + config.listener());
        broker.tellEvery(config.sysInterval());
        return broker;
    }

    private void tellEvery(Duration interval) {
        ScheduledFuture<?> unused =
                clock.scheduleAtFixedRate(this::tell, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            int clients = server.listConnectedClients().size();
            sys("version", "mosquitto stand-in");
            sys("uptime", Duration.between(began, launch.clock().instant()).toSeconds() + " seconds");
            sys("clients/connected", String.valueOf(clients));
            sys("clients/total", String.valueOf(clients));
            sys("messages/received", String.valueOf(received.get()));
            sys("retained messages/count", String.valueOf(retained.size()));
            sys("store/messages/count", String.valueOf(retained.size()));
        } catch (RuntimeException e) {
            launch.log().accept("mosquitto stand-in: $SYS not told: " + e);
        }
    }

    private void sys(String topic, String value) {
        server.internalPublish(
                MqttMessageBuilders.publish()
                        .topicName("$SYS/broker/" + topic)
                        .retained(true)
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .payload(Unpooled.copiedBuffer(value, StandardCharsets.UTF_8))
                        .build(),
                "plumbline-sys");
    }

    /** Counts what clients publish. */
    private final class Counter extends AbstractInterceptHandler {
        @Override
        public String getID() {
            return "counter";
        }

        @Override
        public void onPublish(InterceptPublishMessage message) {
            received.incrementAndGet();
            if (message.isRetainFlag()) {
                retained.add(message.getTopicName());
            }
            super.onPublish(message); // gives the payload's buffer back
        }

        @Override
        public void onSessionLoopError(Throwable error) {
            launch.log().accept("mosquitto stand-in: session failed: " + error);
        }
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.of("mqtt", address);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stopServer();
    }
}
