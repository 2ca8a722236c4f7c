package dev.postern.wire.it.quic;

/** What is remembered of one connection until both hellos are read; about 20 KiB at most, nothing afterwards. */
final class QuicState {
    /** Packets opened for one connection: a client that sends more before its hello is complete is not read on. */
    static final int PACKETS_MAX = 32;

    static final class Side {
        InitialKeys keys;
        CryptoStream crypto = new CryptoStream();
        int opened;
        boolean told;

        void done() {
            told = true;
            keys = null;
            crypto = null;
        }
    }

    final Side client = new Side();
    final Side server = new Side();
    String serverName = "";
    long helloNanos = -1;
    boolean retried;
}
