package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Certificate;
import dev.postern.plant.protocol.Http;
import dev.postern.plant.protocol.Names;
import dev.postern.plant.protocol.Tls;

/** What computers do for their people: look up a name, fetch a page, talk over TLS. */
public final class Errands {
    /** Largest piece of bulk data that is made at once. */
    public static final int NOISE_BYTES = 1 << 16;

    private static final long SERVICE_NANOS = 2_400_000;
    private static final int ANSWER_SECONDS_TO_LIVE = 1_200;
    private static final int CERTIFICATE_DAYS = 90;
    private static final long RENEWED_NANOS = 30 * Hours.DAY;
    /** How often a browser closes a tab without a goodbye. */
    private static final double THROWN_AWAY = 0.2;

    private static final int PAGE_BYTES_MAX = 100_000;
    private static final String BROWSER = "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko";

    private final Network network;
    private final byte[] noise = new byte[NOISE_BYTES];
    private final long seed;

    Errands(Network network, long seed) {
        this.network = network;
        this.seed = seed;
        new Dice(seed, "noise").fill(noise);
    }

    /** {@code length} bytes that look encrypted or compressed. */
    public byte[] noise(int length, Dice dice) {
        byte[] bytes = new byte[length];
        int start = dice.below(NOISE_BYTES);
        for (int done = 0; done < length; ) {
            int piece = Math.min(length - done, NOISE_BYTES - start);
            System.arraycopy(noise, start, bytes, done, piece);
            done += piece;
            start = 0;
        }
        return bytes;
    }

    /** Asks {@code server} for a name; {@code ip} 0 if there is none. Gives the time the answer is there or {@link Network#LOST}. */
    public long resolve(long atNanos, Host client, Host server, String name, int ip, Dice dice) {
        int id = dice.below(0x10000);
        int port = 49_152 + dice.below(16_000);
        long there = network.udp(atNanos, client, port, server, Names.PORT, Names.query(id, name));
        if (there == Network.LOST) return Network.LOST;
        byte[] answer = ip == 0 ? Names.unknown(id, name) : Names.answer(id, name, ip, ANSWER_SECONDS_TO_LIVE);
        return network.udp(there + dice.around(700_000, 0.5), server, Names.PORT, client, port, answer);
    }

    /** One page over plain HTTP. */
    public long browse(long atNanos, Host client, Host server, String name, String path, int bytes, Dice dice) {
        Tcp tcp = Tcp.connect(atNanos, network, client, server, Http.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        byte[] page = Http.ok("nginx/1.22.1", "text/html", Http.page(path, Math.min(bytes, PAGE_BYTES_MAX)));
        long at = tcp.exchange(
                tcp.readyNanos() + 500_000, Http.get(name, path, BROWSER), dice.around(SERVICE_NANOS, 0.6), page);
        tcp.settle();
        return tcp.close(at + dice.around(4 * Hours.SECOND, 0.4));
    }

    /** A TLS conversation: handshake with the server's certificate, then one request and one answer. */
    public long secure(
            long atNanos,
            Host client,
            Host server,
            String name,
            boolean browser,
            int requestBytes,
            int answerBytes,
            Dice dice) {
        Tcp tcp = Tcp.connect(atNanos, network, client, server, Tls.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        byte[] session = noise(32, dice);
        long at = tcp.exchange(
                tcp.readyNanos() + 400_000,
                Tls.clientHello(noise(32, dice), name, browser),
                dice.around(SERVICE_NANOS, 0.4),
                Tls.serverHello(noise(32, dice), session, certificate(name, atNanos), noise(256, dice)));
        at = tcp.exchange(
                at + 1_800_000,
                Tls.clientFinish(noise(64, dice)),
                dice.around(1_200_000, 0.4),
                Tls.serverFinish(noise(64, dice)));
        at = tcp.exchange(
                at + 300_000,
                Tls.data(noise(requestBytes, dice)),
                dice.around(3 * SERVICE_NANOS, 0.7),
                Tls.data(noise(answerBytes, dice)));
        tcp.settle();
        long left = at + dice.around(5 * Hours.SECOND, 0.4);
        return browser && dice.chance(THROWN_AWAY) ? tcp.reset(left, true) : tcp.close(left);
    }

    /** What the server of that name shows: a new one every month, on a day of its own. */
    public byte[] certificate(String name, long atNanos) {
        long phase = new Dice(seed, "certificate " + name).between(0, RENEWED_NANOS);
        long certified = Math.floorDiv(atNanos - phase, RENEWED_NANOS) * RENEWED_NANOS + phase;
        byte[] key = new byte[256];
        new Dice(certified, name).fill(key);
        return Certificate.of(name, "Lindau Waterworks", certified, CERTIFICATE_DAYS, key);
    }
}
