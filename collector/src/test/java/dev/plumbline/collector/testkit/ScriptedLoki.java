package dev.plumbline.collector.testkit;

import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A Loki at the level of bytes, which does to each request what a script says: answers, stores some of it, hangs up in
 * the middle of a word. Nothing in it goes by the clock.
 */
public final class ScriptedLoki implements AutoCloseable {
    /** What is done to one request. */
    @FunctionalInterface
    public interface Answer {
        void to(ScriptedCall call) throws IOException, InterruptedException;
    }

    /** Stores and says so. */
    public static final Answer STORE = call -> call.store().status(204, "");

    /** Tells what is stored. */
    public static final Answer TELL = ScriptedCall::tell;

    /** Keeps the port while nobody listens: what connects then is refused. */
    private final Socket reserved = new Socket();

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Deque<Answer> pushes = new ArrayDeque<>();
    private final Deque<Answer> queries = new ArrayDeque<>();
    private final List<Pushed> stored = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private Runnable watches = () -> {};
    private Answer usually = STORE;
    private Answer usuallyTells = TELL;
    private UnaryOperator<Pushed> makes = UnaryOperator.identity();
    private Optional<ServerSocket> listener = Optional.empty();

    public ScriptedLoki() throws IOException {
        reserved.setReuseAddress(true);
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        back();
    }

    /** Begins to listen; see {@link #away}. */
    public void back() throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), reserved.getLocalPort()), 50);
        synchronized (this) {
            listener = Optional.of(server);
        }
        Thread.ofVirtual().name("scripted-loki").start(() -> accept(server));
    }

    /** Ends to listen, and every connection: whoever comes is refused. */
    public void away() throws IOException {
        Optional<ServerSocket> was;
        synchronized (this) {
            was = listener;
            listener = Optional.empty();
        }
        if (was.isPresent()) {
            was.get().close();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + reserved.getLocalPort() + path);
    }

    public URI pushUrl() {
        return url("/loki/api/v1/push");
    }

    /** Answers the next pushes like this, one after another, and the others as usual. */
    public synchronized ScriptedLoki pushes(Answer... answers) {
        pushes.addAll(List.of(answers));
        return this;
    }

    /** Answers the next queries like this, one after another, and the others as usual. */
    public synchronized ScriptedLoki queries(Answer... answers) {
        queries.addAll(List.of(answers));
        return this;
    }

    public synchronized ScriptedLoki usually(Answer answer) {
        usually = answer;
        return this;
    }

    public synchronized ScriptedLoki usuallyTells(Answer answer) {
        usuallyTells = answer;
        return this;
    }

    /** Keeps of each entry what this makes of it, as Loki cuts lines or moves timestamps. */
    public synchronized ScriptedLoki makes(UnaryOperator<Pushed> change) {
        makes = change;
        return this;
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().name("scripted-loki-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Optional<ScriptedCall> call = ScriptedCall.read(this, socket, in);
                if (call.isEmpty()) {
                    return;
                }
                answer(call.get()).to(call.get());
                call.get().finish();
            }
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // Whoever asked has gone, as he may.
        } finally {
            connections.remove(socket);
        }
    }

    /** Does something, on each request, before it is answered. */
    public synchronized ScriptedLoki watch(Runnable watcher) {
        watches = watcher;
        return this;
    }

    /** Returns how many answers of the script are left. */
    public synchronized int scripted() {
        return pushes.size() + queries.size();
    }

    private synchronized Runnable watcher() {
        return watches;
    }

    private Answer answer(ScriptedCall call) {
        Answer answer = next(call);
        watcher().run();
        return answer;
    }

    private synchronized Answer next(ScriptedCall call) {
        boolean push = call.isPush();
        seen.add(push ? "push" : "query");
        notifyAll();
        Answer next = push ? pushes.pollFirst() : queries.pollFirst();
        return next != null ? next : push ? usually : usuallyTells;
    }

    synchronized void store(List<Pushed> entries) {
        entries.forEach(entry -> stored.add(makes.apply(entry)));
        notifyAll();
    }

    /** Returns what is stored, in the order in which it came. */
    public synchronized List<Pushed> stored() {
        return List.copyOf(stored);
    }

    /** Returns the lines that are stored, in the order in which they came. */
    public List<String> lines() {
        return stored().stream().map(Pushed::text).toList();
    }

    /** Returns what was asked, {@code push} or {@code query}, in its order. */
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    /** Waits until so many entries are stored; false after so many seconds. */
    public synchronized boolean awaitStored(int count, long seconds) throws InterruptedException {
        return await(() -> stored.size() >= count, seconds);
    }

    /** Waits until so many requests of a kind have come; false after so many seconds. */
    public synchronized boolean awaitSeen(String kind, int count, long seconds) throws InterruptedException {
        return await(() -> seen.stream().filter(kind::equals).count() >= count, seconds);
    }

    private boolean await(java.util.function.BooleanSupplier condition, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        away();
        reserved.close();
    }
}
