package dev.plumbline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads files and finds their line ends, eight bytes at a time, and does nothing else: the least that a reader can do. */
public final class BareFile {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final int BUFFER = 256 << 10;

    private BareFile() {}

    /** Reads all files once for each line {@code pass} on standard input and answers how many lines they hold. */
    public static void main(String[] arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            files.add(Path.of(argument));
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        byte[] buffer = new byte[BUFFER];
        while (in.readLine() != null) {
            long lines = 0;
            for (Path file : files) {
                lines += read(file, buffer);
            }
            System.out.println(lines);
        }
    }

    private static long read(Path file, byte[] buffer) throws IOException {
        long lines = 0;
        long end = 0;
        long position = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer into = ByteBuffer.wrap(buffer);
            int read;
            while ((read = channel.read(into.clear())) > 0) {
                int at = 0;
                while ((at = newline(buffer, at, read)) >= 0) {
                    lines++;
                    at++;
                    end = position + at;
                }
                position += read;
            }
        }
        if (end != position) {
            throw new IOException(file + " ends without a line end");
        }
        return lines;
    }

    /** Returns where the next line end stands in {@code [from, to)}, or -1. */
    static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long x = (long) LONGS.get(bytes, at) ^ (LOW * '\n');
            long hit = (x - LOW) & ~x & HIGH;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
