package dev.plumbline.workload;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Devices that publish over MQTT, and a watcher that turns what the broker says about itself and what the devices say
 * into metrics: the broker has no endpoint for Prometheus.
 */
final class Broker implements AutoCloseable {
    private static final int DEVICES = 4;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Map<String, String> GAUGES = Map.of(
            "$SYS/broker/clients/connected", "mqtt.broker.connections.active",
            "$SYS/broker/clients/active", "mqtt.broker.connections.active",
            "$SYS/broker/retained messages/count", "mqtt.broker.messages.retained",
            "$SYS/broker/store/messages/count", "mqtt.broker.messages.queued",
            "$SYS/broker/messages/stored", "mqtt.broker.messages.queued");

    private final String url;
    private final LogWriter log;
    private final MqttClient client;
    private final LongCounter messages;
    private final LongCounter bytes;
    private final DoubleHistogram publishing;
    private final Map<String, Double> gauges = new ConcurrentHashMap<>();
    private final Map<String, Double> online = new ConcurrentSkipListMap<>();
    private final Map<String, Double> lastSeen = new ConcurrentSkipListMap<>();
    private final AtomicLong telegrams = new AtomicLong();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final ScheduledExecutorService clock;

    Broker(String url, Meter meter, LogWriter log) {
        this.url = url;
        this.log = log;
        this.messages = meter.counterBuilder("mqtt.topic.messages").build();
        this.bytes = meter.counterBuilder("mqtt.topic.bytes").setUnit("By").build();
        this.publishing =
                meter.histogramBuilder("mqtt.publish.duration").setUnit("s").build();
        GAUGES.values().stream()
                .distinct()
                .forEach(name -> meter.gaugeBuilder(name).buildWithCallback(gauge -> {
                    Double value = gauges.get(name);
                    if (value != null) {
                        gauge.record(value);
                    }
                }));
        AttributeKey<String> device = AttributeKey.stringKey("device");
        meter.gaugeBuilder("iot.device.online")
                .buildWithCallback(g -> online.forEach((d, value) -> g.record(value, Attributes.of(device, d))));
        meter.gaugeBuilder("iot.device.last_seen.timestamp")
                .setUnit("s")
                .buildWithCallback(g -> lastSeen.forEach((d, value) -> g.record(value, Attributes.of(device, d))));
        try {
            this.client = new MqttClient(url, "plumbline-watcher", new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalArgumentException("--mqtt.url=" + url + ": " + e.getMessage(), e);
        }
        client.setCallback(new Watcher());
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("devices").daemon().factory());
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::tick, 0, 500, TimeUnit.MILLISECONDS);
    }

    boolean isConnected() {
        return connected.get();
    }

    private void tick() {
        try {
            if (!client.isConnected()) {
                connect();
            }
            long n = telegrams.incrementAndGet();
            for (int d = 1; d <= DEVICES; d++) {
                // the last device is offline one minute in three
                boolean up = d < DEVICES || n / 120 % 3 != 2;
                publish("devices/device-" + d + "/status", up ? "online" : "offline", true);
                if (up) {
                    publish(
                            "devices/device-" + d + "/telemetry",
                            "{\"n\":" + n + ",\"celsius\":" + (20 + d) + "}",
                            false);
                }
            }
        } catch (MqttException | RuntimeException e) {
            connected.set(false);
            log.line(Fleet.DEVICES, "stderr", "warn", "msg=\"broker not reached\" url=" + url + " err=\"" + e + "\"");
        }
    }

    private void connect() throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setConnectionTimeout(5);
        client.connect(options);
        client.subscribe(new String[] {"$SYS/#", "devices/#"}, new int[] {0, 0});
        connected.set(true);
    }

    void publishReservation(long order) {
        if (connected.get()) {
            clock.execute(() -> {
                try {
                    publish("devices/reservations", "{\"order\":" + order + "}", false);
                } catch (MqttException e) {
                    connected.set(false);
                }
            });
        }
    }

    private void publish(String topic, String payload, boolean retained) throws MqttException {
        long begin = System.nanoTime();
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, retained);
        publishing.record((System.nanoTime() - begin) / 1e9, Attributes.of(AttributeKey.stringKey("topic"), topic));
    }

    private final class Watcher implements MqttCallbackExtended {
        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // subscriptions are made where the connection is
        }

        @Override
        public void connectionLost(Throwable cause) {
            connected.set(false);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
            String gauge = GAUGES.get(topic);
            if (gauge != null) {
                java.util.regex.Matcher number = NUMBER.matcher(payload);
                if (number.find()) {
                    gauges.put(gauge, Double.parseDouble(number.group()));
                }
            } else if (topic.startsWith("devices/")) {
                Attributes attributes = Attributes.of(AttributeKey.stringKey("topic"), topic);
                messages.add(1, attributes);
                bytes.add(message.getPayload().length, attributes);
                note(topic, payload);
            }
        }

        private void note(String topic, String payload) {
            String[] parts = topic.split("/");
            if (parts.length == 3 && parts[2].equals("status")) {
                online.put(parts[1], payload.equals("online") ? 1.0 : 0.0);
            } else if (parts.length == 3) {
                lastSeen.put(parts[1], System.currentTimeMillis() / 1000.0);
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // nothing waits for it
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            client.disconnectForcibly(100, 100);
            client.close(true);
        } catch (MqttException e) {
            log.line(Fleet.DEVICES, "stderr", "warn", "msg=\"broker not left\" err=\"" + e + "\"");
        }
    }
}
