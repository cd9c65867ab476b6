package dev.plumbline.embedded.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts what a container writes into messages, as the engine does it: at line ends, and after 16 KiB of one line. An
 * unfinished line is held back until it is finished or the stream ends. Not safe for use by several threads.
 */
final class LineSplitter {
    static final int LONGEST = 16 * 1024;

    private final Source source;
    private final Clock clock;
    private final Consumer<LogMessage> messages;
    private final byte[] held = new byte[LONGEST];
    private int length;
    private Optional<Instant> firstPart = Optional.empty();

    LineSplitter(Source source, Clock clock, Consumer<LogMessage> messages) {
        this.source = source;
        this.clock = clock;
        this.messages = messages;
    }

    void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                Instant time = firstPart.orElseGet(clock::instant);
                firstPart = Optional.empty();
                emit(time, true);
            } else {
                held[length++] = bytes[i];
                if (length == LONGEST) {
                    part();
                }
            }
        }
    }

    /** Ends the stream: an unfinished line becomes a message without a line end. */
    void end() {
        if (length > 0) {
            part();
        }
        firstPart = Optional.empty();
    }

    private void part() {
        Instant time = firstPart.orElseGet(clock::instant);
        firstPart = Optional.of(time);
        emit(time, false);
    }

    private void emit(Instant time, boolean finished) {
        byte[] text = Arrays.copyOf(held, finished ? length + 1 : length);
        if (finished) {
            text[length] = '\n';
        }
        length = 0;
        messages.accept(new LogMessage(time, source, text));
    }
}
