package dev.plumbline.embedded;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.stack.StandIns;
import dev.plumbline.harness.stack.Service;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs one stand-in as a process of its own: {@code SERVICE ARGUMENT...}, the arguments being the real program's. */
public final class Main {
    private Main() {}

    /**
     * Starts it and waits for the end of the process.
     *
     * @param arguments id of the service, then the real program's command line
     * @throws InterruptedException if the process is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 0) {
            fail("expected SERVICE ARGUMENT..., such as: loki -config.file=loki.yaml");
            return;
        }
        try {
            Service service = Service.named(arguments[0]);
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            StandIn standIn = StandIns.programOf(service)
                    .start(new Launch(rest, System.getenv(), Clock.systemUTC(), System.err::println));
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                standIn.close();
                ended.countDown();
            }));
            System.err.println("stand-in for " + service + " listens on " + standIn.addresses());
            ended.await();
        } catch (LaunchException | IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static void fail(String message) {
        System.err.println("plumbline stand-in: " + message);
        System.exit(1);
    }
}
