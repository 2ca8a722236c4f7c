package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.dcache.oncrpc4j.portmap.OncRpcbindServer;
import org.dcache.oncrpc4j.portmap.PortmapV2Client;
import org.dcache.oncrpc4j.rpc.OncRpcClient;
import org.dcache.oncrpc4j.rpc.OncRpcProgram;
import org.dcache.oncrpc4j.rpc.OncRpcSvc;
import org.dcache.oncrpc4j.rpc.OncRpcSvcBuilder;
import org.dcache.oncrpc4j.rpc.RpcAuthTypeUnix;
import org.dcache.oncrpc4j.rpc.RpcCall;
import org.dcache.oncrpc4j.rpc.RpcTransport;
import org.dcache.oncrpc4j.xdr.XdrAble;
import org.dcache.oncrpc4j.xdr.XdrDecodingStream;
import org.dcache.oncrpc4j.xdr.XdrEncodingStream;
import org.dcache.oncrpc4j.xdr.XdrVoid;

/** oncrpc4j's client asks oncrpc4j's portmapper for an instrument and speaks VXI-11 to it, all on one port. */
final class RpcTalk {
    static final String QUESTION = "*IDN?";
    private static final int PORTMAPPER = 100_000, INSTRUMENT = 0x0607AF, STATISTICS = 100_001;
    private static final int TCP = 6, UDP = 17;
    private static final int CREATE_LINK = 10, DEVICE_WRITE = 11, DEVICE_READ = 12, DESTROY_LINK = 23;
    private static final int LINK = 7;
    private static final byte[] NAME = "Works,Meter 5,0815,1.2".getBytes(StandardCharsets.US_ASCII);

    private RpcTalk() {}

    static Overheard talk(boolean datagrams, int freePort) throws Exception {
        OncRpcSvcBuilder builder = new OncRpcSvcBuilder()
                .withPort(freePort)
                .withBindAddress("127.0.0.1")
                .withoutAutoPublish()
                .withRpcService(new OncRpcProgram(PORTMAPPER, 2), new OncRpcbindServer())
                .withRpcService(new OncRpcProgram(INSTRUMENT, 1), RpcTalk::instrument);
        OncRpcSvc server = (datagrams ? builder.withUDP() : builder.withTCP()).build();
        server.start();
        Overheard talk = datagrams ? Overheard.datagramsTo(freePort) : Overheard.between(freePort);
        try (OncRpcClient client =
                new OncRpcClient(InetAddress.getLoopbackAddress(), datagrams ? UDP : TCP, talk.port())) {
            ask(client.connect());
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    private static void ask(RpcTransport way) throws Exception {
        RpcAuthTypeUnix bench = new RpcAuthTypeUnix(1_000, 100, new int[] {100}, 1, "bench-3");
        PortmapV2Client portmapper = new PortmapV2Client(new RpcCall(PORTMAPPER, 2, bench, way));
        if (!portmapper.ping()) throw new IOException("the portmapper does not answer");
        portmapper.setPort(INSTRUMENT, 1, "tcp", "127.0.0.1.3.232", "bench");
        if (!portmapper.getPort(INSTRUMENT, 1, "tcp").endsWith(".3.232")) throw new IOException("another port");
        portmapper.dump();
        RpcCall instrument = new RpcCall(INSTRUMENT, 1, bench, way);
        instrument.call(
                CREATE_LINK,
                new Words(x -> {
                    x.xdrEncodeInt(1);
                    x.xdrEncodeBoolean(false);
                    x.xdrEncodeInt(0);
                    x.xdrEncodeString("inst0");
                }),
                new Words(null));
        instrument.call(
                DEVICE_WRITE,
                new Words(x -> {
                    x.xdrEncodeIntFixedVector(new int[] {LINK, 2_000, 0, 8}, 4);
                    x.xdrEncodeDynamicOpaque(QUESTION.getBytes(StandardCharsets.US_ASCII));
                }),
                new Words(null));
        instrument.call(
                DEVICE_READ,
                new Words(x -> x.xdrEncodeIntFixedVector(new int[] {LINK, 256, 2_000, 0, 0, 0}, 6)),
                new Words(null));
        instrument.call(DESTROY_LINK, new Words(x -> x.xdrEncodeInt(LINK)), new Words(null));
        try {
            new RpcCall(STATISTICS, 3, bench, way).call(0, XdrVoid.XDR_VOID, XdrVoid.XDR_VOID);
        } catch (IOException unavailable) {
            return;
        }
        throw new AssertionError("a program that is not there answered");
    }

    private static void instrument(RpcCall call) throws IOException {
        call.retrieveCall(new Words(null));
        switch (call.getProcedure()) {
            case CREATE_LINK -> call.reply(new Words(x -> x.xdrEncodeIntFixedVector(new int[] {0, LINK, 0, 1_024}, 4)));
            case DEVICE_WRITE ->
                call.reply(new Words(x -> x.xdrEncodeIntFixedVector(new int[] {0, QUESTION.length()}, 2)));
            case DEVICE_READ ->
                call.reply(new Words(x -> {
                    x.xdrEncodeIntFixedVector(new int[] {0, 4}, 2);
                    x.xdrEncodeDynamicOpaque(NAME);
                }));
            case DESTROY_LINK -> call.reply(new Words(x -> x.xdrEncodeInt(0)));
            default -> call.failProcedureUnavailable();
        }
    }

    private interface Content {
        void to(XdrEncodingStream out);
    }

    /** What is to be said; nothing is taken in. */
    private record Words(Content content) implements XdrAble {
        @Override
        public void xdrEncode(XdrEncodingStream out) {
            if (content != null) content.to(out);
        }

        @Override
        public void xdrDecode(XdrDecodingStream in) {
            // What an answer holds does not matter to the client here.
        }
    }
}
