package dev.plumbline.embedded.prometheus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for conditions of running stand-ins. */
public final class Waiting {
    private static final int MOST = 300;

    private Waiting() {}

    /** Waits up to half a minute. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < MOST; i++) {
            if (condition.call()) {
                return;
            }
            if (never.await(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException();
            }
        }
        throw new AssertionError("waited in vain for " + what);
    }

    /** Returns the body of an answer. */
    public static String get(HttpClient client, String uri) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
