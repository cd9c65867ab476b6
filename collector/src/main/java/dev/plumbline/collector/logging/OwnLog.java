package dev.plumbline.collector.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sets up the collector's own log, without a configuration file. */
public final class OwnLog {
    private OwnLog() {}

    /** Logs from info on, in logfmt: until a configuration says otherwise. */
    public static void usual() {
        configure("info", LogFormat.LOGFMT);
    }

    /** Logs as a {@code logging} block says. */
    public static void configure(Optional<Block> logging) {
        configure(
                logging.flatMap(b -> text(b, "level")).orElse("info"),
                logging.flatMap(b -> text(b, "format")).filter("json"::equals).isPresent()
                        ? LogFormat.JSON
                        : LogFormat.LOGFMT);
    }

    private static Optional<String> text(Block block, String name) {
        return block.attribute(name)
                .flatMap(a -> a.value() instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty());
    }

    private static synchronized void configure(String level, LogFormat format) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LineEncoder encoder = new LineEncoder(format);
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        RateLimit limit = new RateLimit(System::currentTimeMillis);
        limit.start();
        stderr.addFilter(limit);
        stderr.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(stderr);
        // Libraries log wire content (authorizations, log lines) at debug: never.
        root.setLevel(Level.WARN);
        context.getLogger("dev.plumbline").setLevel(Level.toLevel(level.toUpperCase(Locale.ROOT), Level.INFO));
    }
}
