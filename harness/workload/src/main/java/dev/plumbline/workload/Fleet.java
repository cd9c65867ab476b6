package dev.plumbline.workload;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The services. An order goes from checkout to payments and to devices; every tenth one fails in payments. Orders come
 * by themselves at an interval, and when asked for.
 */
final class Fleet implements AutoCloseable {
    static final String CHECKOUT = "checkout";
    static final String PAYMENTS = "payments";
    static final String DEVICES = "devices";
    static final List<String> SERVICES = List.of(CHECKOUT, PAYMENTS, DEVICES);

    private static final AttributeKey<String> STAMP = AttributeKey.stringKey("plumbline.stamp");
    private static final int SPANS = 5;
    private static final int FAILING = 10;
    private static final List<Double> BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private final Telemetry telemetry;
    private final Broker broker;
    private final LogWriter log;
    private final Map<String, DoubleHistogram> durations = new LinkedHashMap<>();
    private final DoubleGauge probe;
    private final AtomicLong orders = new AtomicLong();
    private final ScheduledExecutorService clock;

    Fleet(Telemetry telemetry, Broker broker, LogWriter log, Duration interval) {
        this.telemetry = telemetry;
        this.broker = broker;
        this.log = log;
        for (String service : SERVICES) {
            durations.put(
                    service,
                    telemetry
                            .meter(service)
                            .histogramBuilder("http.server.request.duration")
                            .setUnit("s")
                            .setDescription("Duration of HTTP server requests.")
                            .setExplicitBucketBoundariesAdvice(BUCKETS)
                            .build());
        }
        this.probe = telemetry.meter(CHECKOUT).gaugeBuilder("plumbline.probe").build();
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("orders").daemon().factory());
        ScheduledFuture<?> unused =
                clock.scheduleAtFixedRate(this::orderByItself, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void orderByItself() {
        try {
            order("none");
        } catch (RuntimeException e) {
            log.line(CHECKOUT, "stderr", "error", "msg=\"order not handled\" err=\"" + e + "\"");
        }
    }

    /** What an order left behind. */
    record Order(String traceId, int spans, List<String> services) {}

    /** Handles one order: five spans over three services, one request metric and one log line for each service. */
    Order order(String stamp) {
        long number = orders.incrementAndGet();
        boolean fails = number % FAILING == 0 && stamp.equals("none");
        Span root = telemetry
                .tracer(CHECKOUT)
                .spanBuilder("POST /orders")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", "/orders")
                .setAttribute(STAMP, stamp)
                .startSpan();
        try (Scope ignored = root.makeCurrent()) {
            call(CHECKOUT, PAYMENTS, "POST /payments", "/payments", number, fails);
            call(CHECKOUT, DEVICES, "POST /reservations", "/reservations", number, false);
            finish(CHECKOUT, "POST", "/orders", fails ? 502 : 201, number, root);
        } finally {
            root.end();
        }
        return new Order(root.getSpanContext().getTraceId(), SPANS, SERVICES);
    }

    private void call(String from, String to, String name, String route, long number, boolean fails) {
        Span client = telemetry
                .tracer(from)
                .spanBuilder("POST")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("server.address", to)
                .setAttribute("http.request.method", "POST")
                .startSpan();
        try (Scope ignored = client.makeCurrent()) {
            Span server = telemetry
                    .tracer(to)
                    .spanBuilder(name)
                    .setSpanKind(SpanKind.SERVER)
                    .setParent(Context.current())
                    .setAttribute("http.request.method", "POST")
                    .setAttribute("http.route", route)
                    .startSpan();
            try (Scope alsoIgnored = server.makeCurrent()) {
                finish(to, "POST", route, fails ? 503 : 200, number, server);
            } finally {
                server.end();
            }
            if (fails) {
                client.setStatus(StatusCode.ERROR);
            }
        } finally {
            client.end();
        }
    }

    /** Records the request while its span is current, so that the histogram keeps it as an exemplar. */
    private void finish(String service, String method, String route, int status, long number, Span span) {
        span.setAttribute("http.response.status_code", status);
        boolean failed = status >= 500;
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        DoubleHistogram histogram = durations.get(service);
        if (histogram != null) {
            histogram.record(
                    0.004 + (number % 17) * 0.003,
                    Attributes.of(
                            AttributeKey.stringKey("http.request.method"), method,
                            AttributeKey.stringKey("http.route"), route,
                            AttributeKey.longKey("http.response.status_code"), (long) status));
        }
        log.line(
                service,
                failed ? "stderr" : "stdout",
                failed ? "error" : "info",
                "msg=\"" + (failed ? "request failed" : "request handled") + "\" route=" + route + " status=" + status
                        + " order=" + number + " traceID="
                        + span.getSpanContext().getTraceId());
        if (service.equals(DEVICES)) {
            broker.publishReservation(number);
        }
    }

    /** Writes numbered lines that bear a stamp. */
    void writeLines(String service, String stream, int first, int count, String stamp) {
        telemetry.tracer(service);
        for (int n = first; n < first + count; n++) {
            log.numbered(service, stream, stamp, n);
        }
    }

    /** Sets the probe gauge. */
    void setProbe(String stamp, double value) {
        probe.set(value, Attributes.of(AttributeKey.stringKey("stamp"), stamp));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
