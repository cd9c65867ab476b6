package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.engine.Result;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Keeps an alert for each element that its expression gives. */
public final class AlertingRule implements Rule {
    private static final long RESOLVED_RETENTION = 15 * 60_000;

    private final String name;
    private final Expr expr;
    private final long hold;
    private final long keepFiring;
    private final Labels labels;
    private final Labels annotations;
    private final Map<String, String> externalLabels;
    private final Map<Labels, Alert> active = new LinkedHashMap<>();

    AlertingRule(
            String name,
            Expr expr,
            long hold,
            long keepFiring,
            Labels labels,
            Labels annotations,
            Map<String, String> externalLabels) {
        this.name = name;
        this.expr = expr;
        this.hold = hold;
        this.keepFiring = keepFiring;
        this.labels = labels;
        this.annotations = annotations;
        this.externalLabels = externalLabels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Expr expr() {
        return expr;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    /** Returns the texts, with their templates. */
    public Labels annotations() {
        return annotations;
    }

    /** Returns for how many milliseconds the expression must hold before the alert fires. */
    public long hold() {
        return hold;
    }

    /** Returns for how many milliseconds the alert fires on. */
    public long keepFiring() {
        return keepFiring;
    }

    /** Returns the alerts that are pending or firing. */
    public synchronized List<Alert> alerts() {
        return active.values().stream()
                .filter(a -> a.state() != Alert.State.INACTIVE)
                .toList();
    }

    /** Returns the state of the rule: that of its furthest alert. */
    public Alert.State state() {
        return alerts().stream().map(Alert::state).max(Alert.State::compareTo).orElse(Alert.State.INACTIVE);
    }

    /** Takes over the alerts of the same rule before a reload. */
    synchronized void resume(AlertingRule before) {
        active.putAll(before.active);
    }

    @Override
    public synchronized List<Result.Sample> apply(List<Result.Sample> vector, long time) throws RuleException {
        Map<Labels, Alert> seen = new LinkedHashMap<>();
        for (Result.Sample s : vector) {
            Alert alert = alert(s, time);
            if (seen.put(alert.labels(), alert) != null) {
                throw new RuleException("vector contains metrics with the same labelset after applying alert labels");
            }
        }
        seen.forEach((key, alert) -> {
            Alert before = active.get(key);
            active.put(
                    key,
                    before != null && before.state() != Alert.State.INACTIVE
                            ? before.seen(alert.annotations(), alert.value())
                            : alert);
        });
        active.entrySet().removeIf(e -> !seen.containsKey(e.getKey()) && isForgotten(e.getValue(), time));
        active.replaceAll((key, a) -> seen.containsKey(key) ? fired(a, time) : ended(a, time));
        return samples(time);
    }

    private Alert alert(Result.Sample s, long time) {
        AlertTemplate template = new AlertTemplate(s.metric().dropName(), s.value(), externalLabels);
        Map<String, String> all = new LinkedHashMap<>(s.metric().dropName().toMap());
        labels.toMap().forEach((k, v) -> all.put(k, template.expand(v)));
        all.put("alertname", name);
        Map<String, String> texts = new LinkedHashMap<>();
        annotations.toMap().forEach((k, v) -> texts.put(k, template.expand(v)));
        return new Alert(
                Labels.of(all),
                Labels.of(texts),
                Alert.State.PENDING,
                s.value(),
                time,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static boolean isForgotten(Alert a, long time) {
        return a.state() == Alert.State.PENDING
                || a.resolvedAt().isPresent() && time - a.resolvedAt().getAsLong() > RESOLVED_RETENTION;
    }

    private Alert fired(Alert a, long time) {
        return a.state() == Alert.State.PENDING && time - a.activeAt() >= hold
                ? a.with(Alert.State.FIRING, OptionalLong.of(time), OptionalLong.empty())
                : a;
    }

    private Alert ended(Alert a, long time) {
        if (a.state() == Alert.State.INACTIVE) {
            return a;
        }
        if (keepFiring > 0) {
            Alert kept = a.keepFiringSince().isPresent() ? a : a.keptSince(time);
            if (time - kept.keepFiringSince().getAsLong() < keepFiring) {
                return kept;
            }
        }
        return a.with(Alert.State.INACTIVE, a.firedAt(), OptionalLong.of(time));
    }

    private List<Result.Sample> samples(long time) {
        List<Result.Sample> out = new ArrayList<>();
        for (Alert a : alerts()) {
            Labels metric = a.labels().with("alertstate", a.state().text());
            out.add(new Result.Sample(metric.with(Labels.NAME, "ALERTS"), time, 1));
            out.add(new Result.Sample(
                    a.labels().with(Labels.NAME, "ALERTS_FOR_STATE"), time, Math.floorDiv(a.activeAt(), 1000L)));
        }
        return out;
    }

    /** Returns the alerts that are to be sent now, and notes that they are. */
    synchronized List<Alert> toSend(long time, long resendDelay) {
        List<Alert> due = new ArrayList<>();
        active.replaceAll((key, a) -> {
            if (!a.needsSending(time, resendDelay)) {
                return a;
            }
            Alert sent = a.sent(time);
            due.add(sent);
            return sent;
        });
        return due;
    }
}
