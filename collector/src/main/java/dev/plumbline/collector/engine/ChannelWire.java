package dev.plumbline.collector.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A connection over a Unix socket or plain TCP. */
final class ChannelWire implements Wire {
    private final SocketChannel channel;

    private ChannelWire(SocketChannel channel) {
        this.channel = channel;
    }

    static Wire open(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, EngineAddress.CONNECT_TIMEOUT_MILLIS);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new ChannelWire(channel);
        }
        return new ChannelWire(SocketChannel.open(address));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public Optional<SelectableChannel> channel() {
        return Optional.of(channel);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
