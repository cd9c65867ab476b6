package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.OptionalLong;

/**
 * An alert as it stands after an evaluation; times are milliseconds.
 *
 * @param labels what identifies it
 * @param annotations texts
 * @param state state
 * @param value value of the expression
 * @param activeAt since when the expression holds
 * @param firedAt since when it fires
 * @param resolvedAt when it stopped
 * @param keepFiringSince since when it only fires because it is to be kept firing
 * @param lastSent when it was last sent
 */
public record Alert(
        Labels labels,
        Labels annotations,
        State state,
        double value,
        long activeAt,
        OptionalLong firedAt,
        OptionalLong resolvedAt,
        OptionalLong keepFiringSince,
        OptionalLong lastSent) {

    /** State of an alert; of several, the last one counts for the rule. */
    public enum State {
        INACTIVE("inactive"),
        PENDING("pending"),
        FIRING("firing");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** Returns its name in answers. */
        public String text() {
            return text;
        }
    }

    Alert with(State next, OptionalLong fired, OptionalLong resolved) {
        return new Alert(labels, annotations, next, value, activeAt, fired, resolved, keepFiringSince, lastSent);
    }

    Alert seen(Labels texts, double now) {
        return new Alert(labels, texts, state, now, activeAt, firedAt, resolvedAt, OptionalLong.empty(), lastSent);
    }

    Alert keptSince(long time) {
        return new Alert(
                labels, annotations, state, value, activeAt, firedAt, resolvedAt, OptionalLong.of(time), lastSent);
    }

    Alert sent(long time) {
        return new Alert(
                labels,
                annotations,
                state,
                value,
                activeAt,
                firedAt,
                resolvedAt,
                keepFiringSince,
                OptionalLong.of(time));
    }

    boolean needsSending(long time, long resendDelay) {
        if (state == State.PENDING) {
            return false;
        }
        if (lastSent.isEmpty() || resolvedAt.isPresent() && resolvedAt.getAsLong() > lastSent.getAsLong()) {
            return true;
        }
        return lastSent.getAsLong() + resendDelay < time;
    }
}
