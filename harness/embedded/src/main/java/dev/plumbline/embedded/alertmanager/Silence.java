package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.List;

/** A silence; times are milliseconds. */
record Silence(
        String id,
        List<Matcher> matchers,
        long startsAt,
        long endsAt,
        long updatedAt,
        String createdBy,
        String comment) {

    String state(long now) {
        return now < startsAt ? "pending" : now < endsAt ? "active" : "expired";
    }

    boolean mutes(Labels labels, long now) {
        return state(now).equals("active") && LabelMatcher.matches(matchers, labels);
    }

    Silence expired(long now) {
        return new Silence(id, matchers, Math.min(startsAt, now), now, now, createdBy, comment);
    }
}
