package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conduit;
import dev.postern.model.Conversation;
import dev.postern.model.Device;
import dev.postern.model.Explanation;
import dev.postern.model.Fields;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import dev.postern.model.Identity;
import dev.postern.model.Incident;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.model.Weakness;
import java.nio.ByteBuffer;
import java.util.List;

/** One plausible record of each kind. */
final class Samples {
    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400 * SECOND;
    static final Address PLC = Address.parse("10.0.0.1");
    static final Address HMI = Address.parse("10.0.0.2");

    private Samples() {}

    static Anomaly anomaly(String id, long atNanos, long order, Address peer, FrameRef... evidence) {
        return new Anomaly(
                id,
                atNanos,
                order,
                PLC,
                peer,
                "modbus",
                Channel.NOVELTY_PEER,
                Verb.WRITE,
                "B1",
                "New writer",
                "no one writes",
                "10.0.0.2 writes",
                1e-9,
                "never before",
                4,
                new Explanation(
                        Double.NaN,
                        1.5,
                        Double.POSITIVE_INFINITY,
                        2,
                        "messages",
                        7,
                        8,
                        9,
                        1,
                        List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)),
                        "none"),
                List.of(evidence),
                List.of("T0855"),
                true);
    }

    static Incident incident(String id, int version) {
        return new Incident(
                id,
                version,
                SECOND,
                2 * SECOND,
                "Title",
                "Narrative.",
                List.of(new Incident.Party("dev-1", List.of("10.0.0.1"), List.of(), List.of("plc"), "target")),
                Incident.Tier.NOTICE,
                "rare",
                4,
                0.25,
                List.of("T0855"),
                List.of("a-1"));
    }

    static Device device(String id, Address... addresses) {
        return new Device(
                id,
                List.of(addresses),
                List.of(Address.parse("00:80:f4:01:02:03")),
                List.of("plc \"north\" ümlaut"),
                "works.example",
                "Vendor",
                "controller",
                "controller",
                0.9,
                "it serves a plant protocol",
                Double.NaN,
                4,
                "M340",
                "2.7",
                "123",
                "",
                "cell",
                List.of("modbus"),
                List.of(new Device.Fact(Identity.Attribute.MODEL, "M340", "modbus", 0.95, null, SECOND, SECOND, 0)),
                List.of(),
                List.of(),
                List.of(),
                SECOND,
                2 * SECOND,
                true);
    }

    static Conduit conduit(String id) {
        return new Conduit(id, "dev-1", "dev-2", PLC, null, "modbus", "cell", "", true, 1, 2, 3, 4, true);
    }

    static Weakness weakness(String id, int rank) {
        return new Weakness(
                id,
                "smb1",
                "dev-1",
                PLC,
                "SMB 1",
                "Speaks SMB 1.",
                "why",
                "remedy",
                rank,
                Weakness.State.OPEN,
                1,
                2,
                List.of(new FrameRef(0, 7)));
    }

    static Capture capture(int ordinal, long frames) {
        return new Capture(ordinal, "c" + ordinal + ".pcap", "id" + ordinal, frames, false, 1, 2, null);
    }

    static Traffic traffic(long number, long atNanos) {
        return new Traffic(
                stamp(number, atNanos),
                new Conversation(HMI, PLC, Transport.TCP, 50_000, 502, 0),
                "modbus",
                atNanos,
                new Traffic.Side(2, 200, 1, 64),
                new Traffic.Side(3, 300, 2, 64),
                0,
                0,
                Traffic.Opening.OPENED,
                true,
                false);
    }

    static Tally tally(long number, long atNanos) {
        return new Tally(
                stamp(number, atNanos), HMI, PLC, "modbus", "1", "read coils", Verb.READ, "coils 0 x8", atNanos, 60, 0);
    }

    /** The panel sets a register. */
    static Message write(long number, long atNanos, double value) {
        return new Message(
                stamp(number, atNanos),
                new Conversation(HMI, PLC, Transport.TCP, 50_000, 502, 0),
                true,
                "modbus",
                "write single register",
                Verb.WRITE,
                Outcome.REQUEST,
                "1",
                "holding 7",
                -1,
                Fields.of("value", value));
    }

    private static Stamp stamp(long number, long atNanos) {
        return new Stamp(atNanos, number, 0, number, false);
    }

    /** An Ethernet frame with IPv4 addresses where they belong; its first payload byte is the last of its number. */
    static Frame frame(long number, long atNanos, Address source, Address destination, int bytes) {
        Frame frame = new Frame();
        frame.data = new byte[bytes];
        ByteBuffer.wrap(frame.data)
                .putShort(12, (short) 0x0800)
                .put(14, (byte) 0x45)
                .putShort(16, (short) (bytes - 14))
                .put(22, (byte) 64)
                .put(23, (byte) 17)
                .putInt(26, (int) source.low())
                .putInt(30, (int) destination.low());
        if (bytes > 34) frame.data[34] = (byte) number;
        frame.capturedBytes = bytes;
        frame.wireBytes = bytes;
        frame.linkType = 1;
        frame.capture = 0;
        frame.number = number;
        frame.order = number;
        frame.atNanos = atNanos;
        return frame;
    }
}
