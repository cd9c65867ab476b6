package dev.plumbline.collector.write;

/** How an endpoint is reached: what a reload exchanges. */
record Connection(Endpoint endpoint, LokiClient client) implements AutoCloseable {
    static Connection to(Endpoint endpoint) {
        return new Connection(endpoint, new LokiClient(endpoint));
    }

    OutcomeQuery query() {
        return new OutcomeQuery(client, endpoint.queryUrl());
    }

    @Override
    public void close() {
        client.close();
    }
}
